"""The screen of claims: one screen for all tasks of a scheme that are about more than spans."""
