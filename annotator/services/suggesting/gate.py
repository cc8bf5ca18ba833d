"""Whether a new model is better than the present one, told by the corrections that the same articles take with each.

Of each article and label the difference is what is saved. A label is *kept* where something is saved, and nothing is
lost in any genre. That both models together, each for its labels, *pay* must be hardly chance: the interval of the sum
over articles that are drawn again and again (percentile bootstrap, 5 to 95 %; Efron 1979) lies above zero.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DRAWS, _LOW, _HIGH = 2_000, 0.05, 0.95

Work = Sequence[Mapping[str, int]]
"""The corrections that articles take, of each by label."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The corrections with the present model and with a new one, on the same articles.

    `low` and `high` are the interval of what is saved, `worse_in` the genres in which the new one takes more.
    """

    work_now: int = 0
    work_new: int = 0
    low: float = 0.0
    high: float = 0.0
    worse_in: tuple[str, ...] = ()

    @property
    def saves(self) -> bool:
        """Whether the new model takes fewer, in all and in no genre more."""
        return self.work_new < self.work_now and not self.worse_in

    @property
    def pays(self) -> bool:
        """Whether it surely does."""
        return self.low > 0 and not self.worse_in


@dataclass(frozen=True, slots=True)
class LabelScore:
    """A label on held-back articles: `gold` spans, F1 (same edges, same label) before and after, corrections saved."""

    gold: int
    now: float
    new: float
    saved: Saved

    @property
    def kept(self) -> bool:
        """Whether the new model is better."""
        return self.saved.saves


def saved(now: Work, new: Work, genres: Sequence[str], label: str | None = None) -> Saved:
    """What a new model saves of the corrections of a label (of all, if None), article by article in the same order."""
    before, after = ([_of(one, label) for one in work] for work in (now, new))
    differences = [one - other for one, other in zip(before, after, strict=True)]
    by_genre = Counter[str]()
    for genre, difference in zip(genres, differences, strict=True):
        by_genre[genre] += difference
    worse = tuple(sorted(genre for genre, difference in by_genre.items() if difference < 0 and genre))
    return Saved(sum(before), sum(after), *interval(differences), worse)


def interval(differences: Sequence[int]) -> tuple[float, float]:
    """Where the sum of numbers like these lies in nine of ten cases; of less than two nothing is known: `(0, 0)`."""
    if len(differences) < 2:
        return 0.0, 0.0
    draw = random.Random(0)  # noqa: S311 - a sample, not a secret
    sums = sorted(sum(draw.choices(differences, k=len(differences))) for _ in range(_DRAWS))
    return float(sums[int(_LOW * _DRAWS)]), float(sums[int(_HIGH * _DRAWS)])


def _of(work: Mapping[str, int], label: str | None) -> int:
    return sum(work.values()) if label is None else work.get(label, 0)
