"""What a source is worth: the share of its suggestions that were taken as they were, and how sure that is.

The interval is that of Wilson (1927), which holds for small counts and for shares near 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""


class Precision(NamedTuple):
    """How many suggestions were decided, how many taken as they were, and the interval of their share."""

    decided: int
    right: int
    low: float
    high: float

    @property
    def precision(self) -> float | None:
        """The share that was right; None where nothing was decided."""
        return self.right / self.decided if self.decided else None


def worth(right: int, decided: int, z: float = Z95) -> Precision:
    """The worth of so many right out of so many decided; nothing decided leaves everything open (0 to 1).

    Raises `ValueError` where more are right than decided, or fewer than none.
    """
    if not 0 <= right <= decided:
        raise ValueError(f"{right} right of {decided} decided")
    if decided == 0:
        return Precision(0, 0, 0.0, 1.0)
    share = right / decided
    middle = share + z * z / (2 * decided)
    half = z * sqrt(share * (1 - share) / decided + z * z / (4 * decided * decided))
    below = 1 + z * z / decided
    low, high = max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)
    return Precision(decided, right, min(low, share), max(high, share))


def worths(decided: Iterable[tuple[str, str, bool, int]]) -> dict[str, dict[str, Precision]]:
    """By source and label, out of `(source, label, taken as it was, how often)`; under "" stands the whole source."""
    counts: dict[str, dict[str, list[int]]] = {}
    for source, label, right, times in decided:
        for name in (label, ""):
            count = counts.setdefault(source, {}).setdefault(name, [0, 0])
            count[0] += times if right else 0
            count[1] += times
    return {source: {label: worth(*count) for label, count in labels.items()} for source, labels in counts.items()}
