"""The marks that a list shows, in the order of the text: what changed is looked up anew, the rest stays. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from annotator.domain.span import in_order
from annotator.tui.text.marks import Mark

_MANY = 20  # stretches; where more have changed, all is looked up


class MarkList:
    """`marks(start, end)` gives the marks that touch a stretch, in order; offsets are code points, half-open."""

    def __init__(self, marks: Callable[[int, int], Sequence[Mark]]) -> None:
        self._marks = marks
        self._around: tuple[int, int] | None = None
        self._stale: list[tuple[int, int]] = []
        self._listed: Sequence[Mark] = ()

    def touch(self, start: int, end: int) -> None:
        """Marks changed in `[start, end)`."""
        if len(self._stale) <= _MANY:
            self._stale.append((start, end))

    def around(self, start: int, end: int) -> Sequence[Mark]:
        """The marks that touch `[start, end)`: the very same sequence as before where nothing changed."""
        if self._around != (start, end) or len(self._stale) > _MANY or (start, end) in self._stale:
            self._around, self._listed = (start, end), list(self._marks(start, end))
        else:
            for first, last in self._stale:
                if max(first, start) < min(last, end):
                    self._listed = self._renewed(self._listed, max(first, start), min(last, end))
        self._stale.clear()
        return self._listed

    def _renewed(self, listed: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
        """The list with those marks instead of its own that touch a stretch."""
        fresh = self._marks(start, end)
        old = [index for index, mark in enumerate(listed) if mark.span.start < end and mark.span.end > start]
        if [listed[index] for index in old] == fresh:
            return listed
        edges = [*old, *(bisect_left(listed, in_order(mark.span), key=_order) for mark in (*fresh[:1], *fresh[-1:]))]
        first, last = min(edges), max(edges) + 1
        gone = set(old)
        beside = [listed[index] for index in range(first, min(last, len(listed))) if index not in gone]
        between = sorted([*beside, *fresh], key=_order)
        return [*listed[:first], *between, *listed[last:]]


def _order(mark: Mark) -> tuple[int, int, str]:
    return in_order(mark.span)
