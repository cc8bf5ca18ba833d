"""NIF: articles as strings of RDF, both ways."""
