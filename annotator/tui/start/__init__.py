"""From the command to the first frame."""
