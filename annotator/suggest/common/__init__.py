"""What several suggesters share."""
