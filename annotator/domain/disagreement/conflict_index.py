"""Conflicts found by where they stand in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from annotator.domain.disagreement.conflicts import Conflict, Dispute


class ConflictIndex:
    """Conflicts in the order of the text, found by where they stand; `edges` are their `(start, end)`."""

    __slots__ = ("_conflicts", "_longest", "edges")

    def __init__(self, conflicts: Sequence[Dispute]) -> None:
        self._conflicts = conflicts
        self.edges = [(one.start, one.end) for one in conflicts]
        self._longest = max((end - start for start, end in self.edges), default=0)

    def touching(self, start: int, end: int) -> list[Conflict]:
        """The conflicts that share a code point with `[start, end)`, in order."""
        first = bisect_left(self.edges, (start - self._longest, 0))
        last = bisect_left(self.edges, (end, 0))
        return [one for one in self._conflicts[first:last] if isinstance(one, Conflict) and one.end > start]
