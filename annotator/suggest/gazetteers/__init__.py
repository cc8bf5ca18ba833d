"""Names in every language: lists of places and people that others keep well, and where a text has them."""
