"""One's own work: what one has done today, on a page, and the way to a second look."""
