"""The second look: one's own finished spans decided again, their labels hidden."""
