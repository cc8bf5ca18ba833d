"""Offline bases of entries beside a project: made of files, told, asked for candidates, taken away."""
