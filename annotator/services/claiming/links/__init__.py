"""Links of entities to entries of a base: whom to ask about, what to propose, what is decided."""
