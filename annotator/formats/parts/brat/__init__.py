"""brat: what the lines of its annotations say, both ways."""
