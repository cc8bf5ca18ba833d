"""Lines of text around the article and in lists."""
