"""Merging, mending, copying and bulk work."""
