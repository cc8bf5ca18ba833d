"""Reviewing claims: what annotators say of the spans that are gold."""
