"""The records of other tools as records of ours: what tells each, and what it means."""
