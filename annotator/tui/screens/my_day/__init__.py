"""My day: what one has done today, on a page."""
