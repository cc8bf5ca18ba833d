"""The working floor: the verbs of the product; no widgets, no SQL."""
