"""Reviewing across the articles of a project: many conflicts settled as one step, by a vote."""
