"""`annotator add`."""
