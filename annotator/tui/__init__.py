"""The rooms with windows: the terminal app."""
