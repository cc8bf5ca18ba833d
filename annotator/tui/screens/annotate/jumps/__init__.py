"""Ways back: to where one was, to what was decided last, to the articles one was in lately."""
