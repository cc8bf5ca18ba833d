"""Annotate articles in the terminal: suggestions, decisions, review, training data."""

__version__ = "0.1.0"
