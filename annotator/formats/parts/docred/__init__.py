"""Documents of DocRED as articles with claims, and back."""
