"""Going through a worklist: one place after the other in its text, decided by one key each."""
