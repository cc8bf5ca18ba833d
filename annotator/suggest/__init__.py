"""Sources of suggestions: one suggester a file; none knows a screen or a database."""
