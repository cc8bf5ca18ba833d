"""The measure *loudness*: how alike two annotators are in how many spans they have."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.agreement.base import Compared, Figure, PairFigure

ABOUT = "Loudness: how alike two annotators are in the number of their spans"


def count(article: Compared, a: str, b: str) -> tuple[int, int]:
    """How many spans each has."""
    return len(article.layers[a]), len(article.layers[b])


def value(counts: Iterable[tuple[tuple[int, int], int]]) -> Figure:
    """The smaller number as a share of the greater."""
    every = list(counts)
    ours, theirs = (sum(times * one[side] for one, times in every) for side in (0, 1))
    most = max(ours, theirs)
    return Figure(min(ours, theirs) / most, most) if most else Figure(None, 0, "both are silent")


FIGURES = (PairFigure("loudness", "loudness", count, value),)
