"""The board of the team, and the articles of one person."""
