"""The library: the list of all articles, and what is done from it."""
