"""What is released of an article: gold where it was reviewed, else what everybody says who has finished it.

Where several have finished it, say different things, and nobody has reviewed it, it is not known what is right: it is
in no data set; their layers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from annotator.domain.claim_review.alike import claims_differ
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.decisions import GOLD
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.domain.state import COMPLETE

Why = Literal["several", "skipped", "open"]
"""Why nothing is released of an article: layers that differ and no gold, passed by, or finished by nobody."""
Kind = Literal["adjudicated", "agreed", "single"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is released of an article: approved gold, what several say alike, or what one says; and whose it is."""

    document: Document
    kind: Kind
    layers: tuple[str, ...]


def standing(documents: Iterable[Document | None], scheme: ClaimScheme) -> Iterator[Standing | Why]:
    """What is released of each article, or why nothing is, from the layers of one after the other, None for none.

    `scheme` says what of their claims is the same.
    """
    numbered = enumerate(documents)
    for _, some in groupby(numbered, lambda one: one[1].article.key if one[1] else one[0]):
        yield _of_article([one for _, one in some if one], scheme)


def released(documents: Iterable[Document | None], scheme: ClaimScheme) -> Iterator[Document]:
    """What is released of each article, where anything is."""
    return (one.document for one in standing(documents, scheme) if isinstance(one, Standing))


def _of_article(layers: list[Document], scheme: ClaimScheme) -> Standing | Why:
    complete = [one for one in layers if one.status in COMPLETE]
    if gold := next((one for one in complete if one.layer == GOLD), None):
        return Standing(gold, "adjudicated", (GOLD,))
    if complete and _alike(complete, scheme):
        return Standing(complete[0], "agreed" if complete[1:] else "single", tuple(one.layer for one in complete))
    return "several" if complete else "skipped" if any(one.status == "skipped" for one in layers) else "open"


def _alike(complete: list[Document], scheme: ClaimScheme) -> bool:
    if any(_said(one) != _said(complete[0]) for one in complete[1:]):
        return False
    spans, _ = _said(complete[0])
    return not claims_differ({one.layer: (spans, one.claims) for one in complete if complete[1:]}, scheme)


def _said(document: Document) -> tuple[list[Span], dict[str, bool]]:
    return [held.span for held in document.spans], dict(document.cats)
