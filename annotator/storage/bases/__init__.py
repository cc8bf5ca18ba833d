"""Offline bases of entries, each an SQLite file of its own beside the project, written as a whole or not at all."""
