"""What a project held at a tag."""
