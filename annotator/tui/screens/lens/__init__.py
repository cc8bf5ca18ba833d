"""The lens: strings that are treated differently, and all places of a string, to be set right at once."""
