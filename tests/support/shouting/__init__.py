"""A small package of somebody else: a format, a suggester and a measure of its own."""
