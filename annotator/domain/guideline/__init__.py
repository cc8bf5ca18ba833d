"""The guideline of a label: as a page of Markdown, and places of articles as its examples."""
