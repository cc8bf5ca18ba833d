"""What is released of an article: gold where it was reviewed, else what the only one said who has finished it.

What several have finished and nobody has reviewed is not known to be right, so it is in no data set; their layers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from annotator.domain.decisions import GOLD
from annotator.domain.document import Document
from annotator.domain.state import COMPLETE

Why = Literal["several", "skipped", "open"]
"""Why nothing is released of an article: several layers and no gold, passed by, or finished by nobody."""
Kind = Literal["adjudicated", "single"]


def kind_of(document: Document) -> Kind:
    """Whether what is released was reviewed, or is what one annotator said."""
    return "adjudicated" if document.layer == GOLD else "single"


def standing(documents: Iterable[Document | None]) -> Iterator[Document | Why]:
    """What is released of each article, or why nothing is, from the layers of one after the other, None for none."""
    numbered = enumerate(documents)
    for _, some in groupby(numbered, lambda one: one[1].article.key if one[1] else one[0]):
        yield _of_article([one for _, one in some if one])


def released(documents: Iterable[Document | None]) -> Iterator[Document]:
    """What is released of each article, where anything is."""
    return (one for one in standing(documents) if isinstance(one, Document))


def _of_article(layers: list[Document]) -> Document | Why:
    complete = [one for one in layers if one.status in COMPLETE]
    gold = [one for one in complete if one.layer == GOLD]
    if gold or len(complete) == 1:
        return (gold or complete)[0]
    return "several" if complete else "skipped" if any(one.status == "skipped" for one in layers) else "open"
