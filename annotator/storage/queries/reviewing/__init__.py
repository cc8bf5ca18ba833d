"""What review asks of all articles at once."""
