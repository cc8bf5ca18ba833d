"""What is looked up by a key: values in groups, suggestions by span; they know nothing of what is learned."""
