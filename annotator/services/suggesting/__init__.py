"""`annotator suggest` and `annotator train`."""
