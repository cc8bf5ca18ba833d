"""WebAnno TSV: its header and its cells, in all versions."""
