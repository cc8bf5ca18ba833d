"""What a project knows of a share that it shares with others: what is to be sent, what is taken, how far both are."""
