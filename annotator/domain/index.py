"""An ordered set of spans that answers "what touches this stretch" in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.domain.span import Span, in_order


class SpanIndex:
    """Spans in order (start, end, label), each once; offsets are code points, half-open."""

    __slots__ = ("_longest", "_spans")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(set(spans), key=in_order)
        self._longest = max(map(len, self._spans), default=0)

    def add(self, span: Span) -> None:
        """Put a span in; nothing happens where it is in already."""
        if not self._spans or self._spans[-1] < span:
            self._spans.append(span)
            self._longest = max(self._longest, len(span))
        elif span not in self:
            insort(self._spans, span, key=in_order)
            self._longest = max(self._longest, len(span))

    def update(self, spans: Iterable[Span]) -> None:
        """Put many in; those that come in order behind all others cost next to nothing."""
        for span in spans:
            self.add(span)

    def discard(self, span: Span) -> None:
        """Take a span out, if it is in."""
        place = bisect_left(self._spans, in_order(span), key=in_order)
        if place < len(self._spans) and self._spans[place] == span:
            del self._spans[place]

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with `[start, end)`, in order."""
        first = bisect_left(self._spans, start - self._longest, key=_start)
        last = bisect_left(self._spans, end, key=_start)
        return [span for span in islice(self._spans, first, last) if span.end > start]

    def after(self, offset: int) -> Iterator[Span]:
        """The spans that start at `offset` or later, in order."""
        return islice(self._spans, bisect_left(self._spans, offset, key=_start), None)

    def before(self, offset: int) -> Iterator[Span]:
        """The spans that start before `offset`, the last one first."""
        for place in range(bisect_left(self._spans, offset, key=_start) - 1, -1, -1):
            yield self._spans[place]

    def __contains__(self, span: object) -> bool:
        if not isinstance(span, Span):
            return False
        place = bisect_left(self._spans, in_order(span), key=in_order)
        return place < len(self._spans) and self._spans[place] == span

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def _start(span: Span) -> int:
    return span.start
