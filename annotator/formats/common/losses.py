"""What a format cannot hold, as entries of the loss report; and spans fitted to formats that hold less."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OwnTokens
from annotator.formats.base import Loss, Lost

TokenEdges = Sequence[tuple[int, int]]


def lost(document: Document, loss: Loss, what: str, span: Span | None = None) -> Lost:
    """One entry of the report; `what` says what the format cannot hold and what was done with it."""
    quote = span.quote(document.article.text) if span else ""
    return Lost(document.article.key, loss, what, span, quote)


def flat(document: Document, spans: Iterable[Held]) -> tuple[list[Held], list[Lost]]:
    """The spans that can stand side by side without overlap, in order, and what was left out.

    The longest span wins, then the first one, as in spaCy's `filter_spans`.
    """
    kept: list[Span] = []
    chosen: list[Held] = []
    entries: list[Lost] = []
    for held in sorted(spans, key=lambda held: (-len(held.span), held.span)):
        place = bisect_left(kept, held.span)
        near = kept[max(0, place - 1) : place + 1]
        if any(other.overlaps(held.span) for other in near):
            entries.append(lost(document, "overlapping", "It overlaps a longer span and was left out.", held.span))
        else:
            kept.insert(place, held.span)
            chosen.append(held)
    return sorted(chosen, key=lambda held: held.span), entries


def token_edges(document: Document) -> TokenEdges:
    """The tokens of a document: those that are stored, else the project's own."""
    return document.tokens or list(OwnTokens(document.article.text))


def aligned(
    document: Document, spans: Iterable[Held], tokens: TokenEdges
) -> tuple[list[tuple[Held, int, int]], list[Lost]]:
    """The spans that sit on token edges with their first and last token, and those that do not."""
    starts = {start: place for place, (start, _) in enumerate(tokens)}
    ends = {end: place for place, (_, end) in enumerate(tokens)}
    fitting: list[tuple[Held, int, int]] = []
    entries: list[Lost] = []
    for held in spans:
        first, last = starts.get(held.span.start), ends.get(held.span.end)
        if first is None or last is None or first > last:
            what = "Its edges are not those of tokens; it was left out."
            entries.append(lost(document, "misaligned", what, held.span))
        else:
            fitting.append((held, first, last))
    return fitting, entries


class ForeignNames:
    """Labels under names that a format can hold; each foreign name belongs to one label."""

    def __init__(self, forbidden: str) -> None:
        self._forbidden = re.compile(forbidden)
        self.given: dict[str, str] = {}

    def __call__(self, label: str) -> str:
        """The name of a label, the same one each time."""
        if label not in self.given:
            base = name = self._forbidden.sub("_", label) or "_"
            taken, number = set(self.given.values()), 2
            while name in taken:
                name, number = f"{base}_{number}", number + 1
            self.given[label] = name
        return self.given[label]

    def renamed(self, document: Document, spans: Iterable[Held]) -> list[Lost]:
        """An entry for each span whose label has another name here."""
        return [
            lost(document, "renamed", f"Its label {held.span.label!r} is written {name!r}.", held.span)
            for held in spans
            if (name := self(held.span.label)) != held.span.label
        ]
