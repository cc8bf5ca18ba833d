"""Counts that a project keeps, so that nobody has to go through a million rows for them."""
