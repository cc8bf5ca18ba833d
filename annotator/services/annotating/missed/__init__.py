"""What is missed: likely spans that nothing covers yet, and names that look unlabelled."""
