"""What one layer says of many places of an article that go on through its text, each looked at in no time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotator.domain.span import Span, SpanIndex
from annotator.services.finding.places import NOTHING, Saying, saying, saying_of


class GoingOn:
    """The spans of a layer in one article, in order; it is asked for places whose starts never go back."""

    __slots__ = ("_at", "_index", "_known", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans, self._at = spans, 0
        self._index = None if all(one.end <= other.start for one, other in pairwise(spans)) else SpanIndex(spans)
        self._known: dict[str, Saying] = {}

    def saying(self, start: int, end: int) -> Saying:
        """What the layer says of `[start, end)`."""
        if self._index:
            return saying(self._index, start, end)
        spans, at = self._spans, self._at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        self._at = at
        if at == len(spans) or spans[at][0] >= end:
            return _NOTHING
        first, last, label = spans[at]
        if (first, last) != (start, end):
            return saying_of([one for one in spans[at : at + end - start] if one.start < end], start, end)
        if label not in self._known:
            self._known[label] = Saying("label", (label,))
        return self._known[label]


_NOTHING = Saying(NOTHING)
