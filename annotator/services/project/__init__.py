"""The project as a whole: its labels, its people, its health."""
