"""Words and spans across the articles of a project: which texts hold words, and what is said at places in them."""
