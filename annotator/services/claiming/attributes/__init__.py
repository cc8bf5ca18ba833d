"""Attributes: what has which, their hot keys, the values that hold, and those that are proposed."""
