"""Claims made by one annotator at work on one article: what is asked, and what an answer decides; one file a task."""
