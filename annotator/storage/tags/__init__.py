"""Tags: named states of a project."""
