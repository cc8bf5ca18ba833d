"""What every measure of agreement speaks of: figures that may be undefined, articles to compare, intervals.

A figure is never NaN: where a formula has no value, it says why. `None` among labels is "no label
here"; a value that is missing is left out of a unit altogether.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from annotator.domain.span import Span

_PART = TypeVar("_PART")
_ROUNDS = 1000
_MOST_DRAWS = 100_000
_FEWEST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the number of things it was measured on; where `value` is None, `reason` says why."""

    value: float | None
    n: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One article as several annotators see it.

    `length` is in code points, `tokens` are `[start, end)` in order, `layers` has the spans of each
    annotator who finished the article, without repeats.
    """

    key: str
    title: str
    length: int
    tokens: Sequence[tuple[int, int]]
    layers: Mapping[str, Sequence[Span]]


def interval(
    parts: Sequence[_PART], figure: Callable[[Sequence[tuple[_PART, int]]], float | None], *, seed: int = 1
) -> tuple[float, float] | None:
    """The 95 % percentile bootstrap interval of a figure over `parts`, one for each article.

    Articles are drawn with replacement (Efron and Tibshirani 1993, chapter 13), a thousand times, or
    less often where there are many; `figure` is given the parts drawn, each with how often. None
    where there are fewer than two articles, or no draw has a value.
    """
    if len(parts) < 2:
        return None
    drawn = (figure([(parts[place], times) for place, times in draw]) for draw in _draws(len(parts), seed))
    values = sorted(value for value in drawn if value is not None)
    cut = int(0.025 * (len(values) - 1))
    return (values[cut], values[-cut - 1]) if values else None


@lru_cache(maxsize=1)
def _draws(count: int, seed: int) -> list[list[tuple[int, int]]]:
    """Samples of `count` places out of as many, each as places with how often they were drawn."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible sample, no secret
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _MOST_DRAWS // count))
    return [sorted(Counter(draw.choices(range(count), k=count)).items()) for _ in range(rounds)]
