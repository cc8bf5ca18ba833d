"""What is missed: likely spans that nothing covers yet, words for letters, and names that look unlabelled."""
