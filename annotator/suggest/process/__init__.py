"""The process that holds the models, from both sides."""
