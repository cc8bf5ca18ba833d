"""Merging, mending and bulk work."""
