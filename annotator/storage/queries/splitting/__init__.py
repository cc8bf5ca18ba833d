"""What a split goes by that never changes."""
