"""A reviewer at work: what annotators disagree on, and what is ruled."""
