"""What is missed: letters over likely spans, and names that look unlabelled."""
