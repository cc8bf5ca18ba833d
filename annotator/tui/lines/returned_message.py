"""What is said to an annotator of an article that a reviewer gave back. Pure."""

from __future__ import annotations

from annotator.domain.layer import Layer
from annotator.plural import counted


def returned_words(layer: Layer, annotator: str) -> str:
    """Who returned an article of the annotator's, why, and how many comments came with it.

    `Returned by eva: see the titles · 2 comments`; what there is none of is left out.
    """
    count = sum(one.by != annotator for one in layer.comments)
    why = f": {layer.returned}" if layer.returned else ""
    comments = f" · {counted(count, 'comment')}" if count else ""
    return f"Returned by {layer.returned_by}{why}{comments}"
