"""The project file: the only package with SQL."""
