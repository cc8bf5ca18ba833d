"""How `agree` prints what it found."""
