"""From bytes to text: encodings, what a file is by its first bytes, what is no text."""
