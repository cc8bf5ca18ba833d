"""What is suggested for an article, as an annotator is asked about it."""
