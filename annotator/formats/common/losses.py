"""What a format cannot hold, as entries of the loss report; and spans fitted to formats that hold less."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.formats.base import Loss, Lost

TokenEdges = Sequence[tuple[int, int]]


def lost(document: Document, loss: Loss, what: str, span: Span | None = None) -> Lost:
    """One entry of the report; `what` says what the format cannot hold and what was done with it."""
    quote = span.quote(document.article.text) if span else ""
    return Lost(document.article.key, loss, what, span, quote)


ALIGN = ("drop", "split", "expand", "trim")
"""What becomes of a span whose edges are not those of tokens, where a format counts in tokens.

`drop` leaves it out, `split` cuts the tokens at its edges, `expand` grows it to the edges of the tokens it touches,
`trim` shrinks it to the tokens that lie in it as a whole.
"""


class Fitting(NamedTuple):
    """A span with its first and its last token."""

    held: Held
    first: int
    last: int


def token_edges(document: Document, align: str = "drop") -> TokenEdges:
    """The tokens of a document: those that are stored, else the project's own; cut at its spans if they are split."""
    edges = document.tokens or list(OwnTokens(document.article.text))
    return list(_cut(edges, document.spans)) if align == "split" else edges


def _cut(edges: TokenEdges, spans: Iterable[Held]) -> Iterator[tuple[int, int]]:
    places = sorted({place for held in spans for place in (held.span.start, held.span.end)})
    for start, end in edges:
        inside = places[bisect_right(places, start) : bisect_left(places, end)]
        yield from pairwise((start, *inside, end))


def tokenizer_of(document: Document, edges: TokenEdges) -> str:
    """Who made the tokens that are written; those that were cut are not that tokenizer's any more."""
    made = document.tokenizer or OWN
    return made if not document.tokens or len(edges) == len(document.tokens) else f"{made}+split"


def aligned(
    document: Document, spans: Iterable[Held], tokens: TokenEdges, align: str = "drop"
) -> tuple[list[Fitting], list[Lost]]:
    """The spans that sit on token edges, if need be after they were moved there, and an entry for each other one."""
    starts = {start: place for place, (start, _) in enumerate(tokens)}
    ends = {end: place for place, (_, end) in enumerate(tokens)}
    fitting: list[Fitting] = []
    entries: list[Lost] = []
    for held in spans:
        first, last = starts.get(held.span.start), ends.get(held.span.end)
        if first is not None and last is not None and first <= last:
            fitting.append(Fitting(held, first, last))
            continue
        found = () if align == "drop" else touched(held.span, tokens, whole=align != "expand")
        what = "it was left out."
        if found:
            fitting.append(Fitting(held, found[0], found[-1]))
            quote = document.article.text[tokens[found[0]][0] : tokens[found[-1]][1]]
            what = f"{quote!r} was written."
        entries.append(lost(document, "misaligned", f"Its edges are not those of tokens; {what}", held.span))
    return fitting, entries


def touched(span: Span, tokens: TokenEdges, *, whole: bool = False) -> range:
    """The places of the tokens that a span touches; only of those that lie in it, if `whole`."""
    first = bisect_right(tokens, span.start, key=itemgetter(1))
    end = bisect_left(tokens, span.end, key=itemgetter(0))
    if whole and first < end:
        first += tokens[first][0] < span.start
        end -= tokens[end - 1][1] > span.end
    return range(first, end)


def side_by_side(document: Document, spans: Iterable[Fitting]) -> tuple[list[Fitting], list[Lost]]:
    """The spans that share no token, in order, and an entry for each other one.

    The longest one wins, then the first one, as in spaCy's `filter_spans`.
    """
    chosen: list[Fitting] = []
    entries: list[Lost] = []
    for one in sorted(spans, key=lambda one: (one.first - one.last, one.first, one.held.span)):
        place = bisect_left(chosen, one.first, key=attrgetter("first"))
        if any(one.first <= other.last and other.first <= one.last for other in chosen[max(0, place - 1) : place + 1]):
            what = "It overlaps a longer span and was left out."
            entries.append(lost(document, "overlapping", what, one.held.span))
        else:
            chosen.insert(place, one)
    return chosen, entries


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
