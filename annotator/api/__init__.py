"""What `import annotator` offers to programs, and nothing that a screen or the command line needs."""
