"""The mathematics of agreement, over domain objects."""
