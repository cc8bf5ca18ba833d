"""Strings that are treated differently: which of them were set aside, because that is right."""
