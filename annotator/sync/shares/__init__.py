"""Shares: one kind a file, chosen by how its address begins."""
