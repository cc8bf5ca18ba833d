"""What comes along of relations, entities, links and attributes, as claims of the layers it comes with."""
