"""People at work: how much is whose, what they ask, what they decide unread."""
