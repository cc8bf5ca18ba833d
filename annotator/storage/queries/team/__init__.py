"""What is asked about a team: names, rounds, hidden gold, packages that came back."""
