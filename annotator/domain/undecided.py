"""Which suggestions of an article are undecided in a layer: the one rule that screens, lists and checks go by.

A suggestion is *offered* unless it is hidden or outvoted, or its label can no longer be given. One that is offered is
*open* (undecided) for as long as nothing was decided about its span and the span may still stand beside what the layer
holds, whatever the status of the layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Hidden, Suggestion, joined_in_order


class Decided(Protocol):
    """What the rule asks of a layer: a `Layer`, or what one was before."""

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans held true that share a code point with `[start, end)`."""

    def knows(self, span: Span) -> bool:
        """Whether this very span was decided one way or another."""


class LayerBefore:
    """A layer as it was when it was last drained; it holds for as long as the layer does not change."""

    def __init__(self, layer: Layer) -> None:
        self._layer, self._changes = layer, (changes := layer.replaced())
        self._held = {span: was for (table, span), was in changes.items() if table == "held"}
        gone = [span for span, was in self._held.items() if was]
        self._index = SpanIndex(gone) if gone else None
        self._taken: dict[Span | None, int] = {}
        for span, was in self._held.items():
            for held, times in ((was, 1), (layer.held.get(span), -1)):
                if held:
                    self._taken[held.suggested] = self._taken.get(held.suggested, 0) + times

    def touching(self, start: int, end: int) -> list[Span]:
        """See `Layer.touching`."""
        same = (span for span in self._layer.touching(start, end) if span not in self._held)
        return [*(self._index.touching(start, end) if self._index else ()), *same]

    def knows(self, span: Span) -> bool:
        """See `Layer.knows`."""
        layer = self._layer
        tables = (("held", layer.held), ("rejected", layer.rejected), ("aside", layer.aside))
        if any(self._changes.get((name, span), values.get(span)) for name, values in tables):
            return True
        return layer.times_suggested(span) + self._taken.get(span, 0) > 0


def offered(suggestions: Iterable[Suggestion], scheme: Scheme, hidden: Hidden | None = None) -> Iterator[Span]:
    """The spans that an annotator may be asked about, each once, in order, of suggestions that come in order."""
    archived = scheme.archived()
    return (
        one.span
        for one in joined_in_order(suggestions)
        if one.span.label not in archived and not (one.outvoted or (hidden and hidden(one)))
    )


def is_open(span: Span, layer: Decided, scheme: Scheme) -> bool:
    """Whether a span that is offered is undecided in a layer."""
    if layer.knows(span):
        return False
    beside = layer.touching(span.start, span.end)
    return all(not held.same_edges(span) and scheme.allows(span, held) for held in beside)


def open_count(suggestions: Iterable[Suggestion], layer: Decided, scheme: Scheme, hidden: Hidden | None = None) -> int:
    """How many suggestions of an article, which come in order (each span counts once), are open in a layer."""
    return sum(is_open(span, layer, scheme) for span in offered(suggestions, scheme, hidden))
