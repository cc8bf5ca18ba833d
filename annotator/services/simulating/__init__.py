"""`annotator simulate`."""
