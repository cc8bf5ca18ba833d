"""A span: a labelled stretch of an article's text.

Offsets are Unicode code points (indices of a Python `str`), half-open: `text[start:end]`. `SpanIndex` is an ordered
set of spans that answers "what touches this stretch" in logarithmic time. It keeps them in columns of numbers, twelve
bytes each: a book of 100,000 spans takes little more memory than a page. Span objects are made when they are asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple, Self

Stretch = tuple[int, int]
"""`[start, end)` in code points, without a label."""


class _Fields(NamedTuple):
    start: int
    end: int
    label: str


class Span(_Fields):
    """`[start, end)` in code points, with a label; ordered by start, then end, then label.

    A tuple, because nothing is compared and looked up as often; but its length is that of the stretch.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int, label: str) -> Self:
        """A span. Raises `ValueError` where it would be empty, or begin before the text."""
        if not 0 <= start < end:
            raise ValueError(f"a span needs 0 <= start < end, not {start}, {end}")
        return tuple.__new__(cls, (start, end, label))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies within this span; equal edges count."""
        return self.start <= other.start and other.end <= self.end

    def same_edges(self, other: Span) -> bool:
        """Whether both cover the same code points, whatever their labels."""
        return self.start == other.start and self.end == other.end

    def shared(self, other: Span) -> int:
        """How many code points the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def quote(self, text: str) -> str:
        """The stretch of `text` that the span covers."""
        return text[self.start : self.end]

    def labelled(self, label: str) -> Span:
        """The same edges under another label."""
        return Span(self.start, self.end, label)

    def resized(self, start: int, end: int) -> Span:
        """The same label on other edges."""
        return Span(start, end, self.label)

    def __len__(self) -> int:
        return self.end - self.start


in_order = attrgetter("start", "end", "label")
"""The key that sorts many spans into their own order, and faster than they compare themselves."""


class SpanIndex:
    """Spans in order (start, end, label), each once; offsets are code points below 2**32, half-open."""

    __slots__ = ("_ends", "_labels", "_longest", "_names", "_numbers", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts, self._ends, self._labels = array("I"), array("I"), array("I")
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._longest = 0
        self.update(sorted(set(spans), key=in_order))

    def add(self, span: Span) -> int | None:
        """Put a span in, and give the position it has now; nothing happens where it is in already."""
        index, known = self._find(span)
        if known:
            return None
        number = self._numbers.setdefault(span.label, len(self._names))
        if number == len(self._names):
            self._names.append(span.label)
        self._starts.insert(index, span.start)
        self._ends.insert(index, span.end)
        self._labels.insert(index, number)
        self._longest = max(self._longest, len(span))
        return index

    def update(self, spans: Iterable[Span]) -> None:
        """Put many in; those that come in order behind all others cost next to nothing."""
        for span in spans:
            self.add(span)

    def discard(self, span: Span) -> int | None:
        """Take a span out, and give the position it had; None where it is not in."""
        index, known = self._find(span)
        if not known:
            return None
        for column in (self._starts, self._ends, self._labels):
            del column[index]
        return index

    def position(self, span: Span) -> int | None:
        """How many spans stand before this one; None where it is not in."""
        index, known = self._find(span)
        return index if known else None

    def labels(self) -> Counter[str]:
        """How many spans have each label."""
        return Counter({self._names[number]: count for number, count in Counter(self._labels).items()})

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with `[start, end)`, in order."""
        first, last, ends = self._first(start - self._longest), self._first(end), self._ends
        return [self[index] for index in range(first, last) if ends[index] > start]

    def after(self, offset: int) -> Iterator[Span]:
        """The spans that start at `offset` or later, in order."""
        return map(self.__getitem__, range(self._first(offset), len(self)))

    def before(self, offset: int) -> Iterator[Span]:
        """The spans that start before `offset`, the last one first."""
        return map(self.__getitem__, range(self._first(offset) - 1, -1, -1))

    def __getitem__(self, index: int) -> Span:
        return Span(self._starts[index], self._ends[index], self._names[self._labels[index]])

    def __contains__(self, span: object) -> bool:
        return isinstance(span, Span) and self._find(span)[1]

    def __iter__(self) -> Iterator[Span]:
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        return len(self._starts)

    def _first(self, offset: int) -> int:
        """The position of the first span that starts at `offset` or later."""
        return bisect_left(self._starts, offset)

    def _find(self, span: Span) -> tuple[int, bool]:
        """The position where a span is, or would be, and whether it is there."""
        starts, ends, count = self._starts, self._ends, len(self._starts)
        if not count or starts[-1] < span.start:
            return count, False
        index = bisect_left(starts, span.start)
        beyond = bisect_right(starts, span.start, index)
        index = bisect_left(ends, span.end, index, beyond)
        while index < beyond and ends[index] == span.end:
            label = self._names[self._labels[index]]
            if label >= span.label:
                return index, label == span.label
            index += 1
        return index, False
