"""Claims: what is held true of spans beyond their labels; relations, entities, links and attributes."""
