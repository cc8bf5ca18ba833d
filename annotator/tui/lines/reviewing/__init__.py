"""Lines of the review screen that are about claims."""
