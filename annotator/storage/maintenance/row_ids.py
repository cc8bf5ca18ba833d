"""The row ids of articles here by those of another project: a million of them in 16 MB."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable


class RowIds:
    """Our row ids by theirs. Made of pairs (theirs, ours) in ascending order of theirs; more may be put in."""

    def __init__(self, known: Iterable[tuple[int, int]]) -> None:
        self._theirs, self._ours, self._new = array("q"), array("q"), dict[int, int]()
        for theirs, ours in known:
            self._theirs.append(theirs)
            self._ours.append(ours)

    def __getitem__(self, theirs: int) -> int:
        """Raises `KeyError` for an article that is not here."""
        place = self._place(theirs)
        return self._new[theirs] if place is None else self._ours[place]

    def __setitem__(self, theirs: int, ours: int) -> None:
        place = self._place(theirs)
        if place is None:
            self._new[theirs] = ours
        else:
            self._ours[place] = ours

    def __len__(self) -> int:
        return len(self._theirs) + len(self._new)

    def _place(self, theirs: int) -> int | None:
        place = bisect_left(self._theirs, theirs)
        return place if place < len(self._theirs) and self._theirs[place] == theirs else None
