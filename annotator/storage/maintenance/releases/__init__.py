"""Releases: a project cut at a tag."""
