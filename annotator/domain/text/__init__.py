"""What the lines of a text are: wrapped or not, and where sentences end."""
