"""spaCy pipelines from inside."""
