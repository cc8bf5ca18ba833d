"""What it takes to ask a language model for spans, and to know where in the text stands what it answers."""
