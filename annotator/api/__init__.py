"""The front door for programs: what `import annotator` offers, and nothing that a screen or the command line needs."""
