"""The advisers: each proposes spans; none knows a screen or a database."""
