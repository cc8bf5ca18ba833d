"""The history of a scheme: what was changed of it, by whom and why, and the scheme that all changes make together."""
