"""The names that NIF and its neighbours give to things, and ours beside them."""

from __future__ import annotations

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITS = "http://www.w3.org/2005/11/its/rdf#"
TERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
OURS = "urn:article-annotator:"
LABEL, ENTRY = f"{OURS}label:", f"{OURS}entry:"
"""What labels and entries begin with that have no address of their own."""
FACTS = {"title": "title", "byline": "creator", "source": "source", "date": "date"}
"""What an article knows of itself, and what Dublin Core calls it."""
LANGUAGE = f"{TERMS}language"
IRI_KEY = "iri"
"""The key of a link under which its address stands, as a file had it."""
