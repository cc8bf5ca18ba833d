"""What a project knows of a shelf that it shares with others: what is to be sent, what is taken, how far both are."""
