"""Figures, pages and logs of a project."""
