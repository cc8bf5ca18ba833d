"""`annotator export`."""
