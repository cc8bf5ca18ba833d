"""Packages: a part of a project for one person, and that a project is as it was before one came back."""
