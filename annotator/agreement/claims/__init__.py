"""What is measured of claims on spans: entities, relations, links and attributes; counts of plain values."""
