"""The app in a browser: each person behind a secret link of their own, at a terminal that the server holds."""
