"""What claims take in keys, told before anyone makes them."""
