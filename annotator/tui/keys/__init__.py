"""Keys: the table, the user's map, what they are bound to."""
