"""Questions to a project, one subject a file."""
