"""What annotators, and models, say differently about the same text, and of an article as a whole."""
