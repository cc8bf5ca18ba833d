"""The team: who is who, rounds of work and what was dealt in them, hidden gold."""
