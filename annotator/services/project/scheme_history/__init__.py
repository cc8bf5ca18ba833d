"""The history of the labels: told, taken back, and joined with that of another project."""
