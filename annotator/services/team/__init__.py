"""The team: who is who, rounds of work, packages."""
