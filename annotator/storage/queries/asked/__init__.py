"""What a question asks of spans, as SQL: of those that are held or rejected, and of suggestions."""
