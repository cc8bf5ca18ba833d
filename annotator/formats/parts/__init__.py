"""What a single format needs beyond its own file: a file or a folder for each."""
