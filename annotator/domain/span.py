"""A span: a labelled stretch of an article's text.

Offsets are Unicode code points (indices of a Python `str`), half-open: `text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

Stretch = tuple[int, int]
"""`[start, end)` in code points, without a label."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points, with a label; ordered by start, then end, then label."""

    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

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
