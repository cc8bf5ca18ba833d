"""The guideline as a book: read, written, checked against what is gold."""
