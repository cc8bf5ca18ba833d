"""What is asked of articles and of spans, in one language: its words, what they mean, and how it is written."""
