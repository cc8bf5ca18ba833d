"""Worklists: named lists of places that people go through, and which of them were seen."""
