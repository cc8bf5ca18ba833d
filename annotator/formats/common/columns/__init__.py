"""Files of one token a line: how its columns are told apart and what its tags mean."""
