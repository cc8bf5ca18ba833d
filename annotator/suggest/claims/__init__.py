"""What is proposed beyond spans: which of them are the same."""
