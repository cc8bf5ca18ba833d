"""What a single engine needs beyond its own file."""
