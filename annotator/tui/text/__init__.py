"""The article as rows, lanes, marks and segments."""
