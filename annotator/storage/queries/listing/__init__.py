"""Lists of articles: what they are narrowed to, their order, and a line of each article."""
