"""Places of words and spans across the articles of a project, what everybody said there, and one fix for many."""
