"""What the task of mentions rests on: which are asked of, what entities are called, what becomes of their links."""
