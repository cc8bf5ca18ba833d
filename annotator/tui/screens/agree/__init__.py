"""Agreement: the matrix of annotators, the spans behind a figure, every measure of a pair."""
