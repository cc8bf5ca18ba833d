"""What screens have in common that ask about one place after the other, in its text."""
