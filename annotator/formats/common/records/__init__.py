"""JSON records that hold an article: ours, and those of other tools as records of ours."""
