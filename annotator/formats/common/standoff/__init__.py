"""What formats have in common whose annotations stand apart from the text, at offsets and with features."""
