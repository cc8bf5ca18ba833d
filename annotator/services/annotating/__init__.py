"""One annotator at work on one article."""
