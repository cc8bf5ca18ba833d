"""Relations: which spans may be their ends, what drawing one decides, and which are proposed."""
