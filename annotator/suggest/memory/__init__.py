"""What decisions teach, and what follows from it."""
