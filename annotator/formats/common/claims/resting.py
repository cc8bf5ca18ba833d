"""Claims of layers that rest on spans which a format does not write as they are: no layer will take them again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Loss, Lost
from annotator.plural import counted

_ELSEWHERE = {"misaligned", "overlapping", "newline"}
"""Losses of spans that are left out, or written at another place."""
_NOUNS: Mapping[Loss, tuple[str, str]] = {
    "relation": ("relation", "relations"),
    "entity": ("entity", "entities"),
    "link": ("link", "links"),
    "attribute": ("attribute", "attributes"),
    "rejected": ("refused claim", "refused claims"),
}
_Resting = tuple[Loss, Collection[Span]]


class RestingClaims:
    """Sees the documents that are written, and counts afterwards which of their claims are lost with a span."""

    def __init__(self) -> None:
        self._of: dict[str, list[_Resting]] = defaultdict(list)

    def see(self, document: Document, *, refused: bool) -> None:
        """Keep on what the claims of a document rest, and those that are `refused` if they are written."""
        made = document.claims
        if made:
            found = self._of[document.article.key]
            found += (("relation", one.spans) for one in made.relations)
            found += (("entity", one.mentions.keys()) for one in made.entities)
            found += (("link", one.spans) for one in made.links)
            found += (("attribute", one.spans) for one in made.attributes)
            found += (("rejected", one.spans) for one in made.refused if refused)

    def losses(self, found: Collection[Lost]) -> Iterator[Lost]:
        """An entry for each kind of claims of an article, where its writer did not count them itself."""
        told = {(entry.article, entry.loss) for entry in found if entry.span is None}
        elsewhere: dict[str, set[Span]] = defaultdict(set)
        for entry in found:
            if entry.span and entry.loss in _ELSEWHERE:
                elsewhere[entry.article].add(entry.span)
        for article, spans in elsewhere.items():
            for loss, number in Counter(_lost(self._of.get(article, ()), spans)).items():
                if (article, loss) not in told:
                    rest = "rests" if number == 1 else "rest"
                    what = f"{counted(number, *_NOUNS[loss])} {rest} on spans that are not written as they are."
                    yield Lost(article, loss, what)


def _lost(resting: Iterable[_Resting], gone: set[Span]) -> Iterator[Loss]:
    return (loss for loss, spans in resting if not gone.isdisjoint(spans))
