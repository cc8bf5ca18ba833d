"""What is done with claims in a layer."""
