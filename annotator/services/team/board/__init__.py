"""The board of a team: what everybody has done, how well, and when all will be done."""
