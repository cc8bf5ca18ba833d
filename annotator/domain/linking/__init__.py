"""Linking: the entries of a base, and which of them the thing that an article names may be."""
