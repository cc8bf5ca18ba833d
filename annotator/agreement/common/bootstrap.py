"""95 % percentile bootstrap intervals: articles are drawn with replacement, and the figure computed of each sample.

Efron and Tibshirani, "An introduction to the bootstrap" (1993), chapter 13. A sample has as many articles as there are;
a thousand are drawn, or fewer where there are many articles. The same seed gives the same interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.base import Sums

_PART = TypeVar("_PART")
Interval = tuple[float, float]
_ROUNDS = 1000
_FEWEST_ROUNDS = 200
_MOST_DRAWS = 2_000_000
_AT_ONCE = 1_000_000
_FEW = 1000
_ON_ONE_CORE = 200_000
"""So many products at once are computed on one core; for more, numpy wakes others, which takes longer than it saves."""


def interval_of_sums(sums: Sums, *, seed: int = 1) -> Interval | None:
    """The interval of a figure that follows from sums; None where fewer than two articles add anything to it."""
    if not sums.columns or len(next(iter(sums.columns.values()))) < 2:
        return None
    matrix = np.array(list(sums.columns.values()), np.float64).T
    if sums.places is not None:
        rows, matrix = matrix, np.zeros((sums.articles, len(sums.columns)))
        np.add.at(matrix, np.asarray(sums.places), rows)
    if np.count_nonzero(matrix.any(axis=1)) < 2:
        return None
    totals = _totals(matrix, seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.asarray(sums.value(dict(zip(sums.columns, totals, strict=True))), np.float64)
    return _edges(values)


def interval(
    parts: Sequence[_PART], figure: Callable[[Sequence[tuple[_PART, int]]], float | None], *, seed: int = 1
) -> Interval | None:
    """The interval of any figure over `parts`, one for each article; it is given those drawn, each with how often.

    None where there are fewer than two articles, or no sample has a value.
    """
    if len(parts) < 2:
        return None
    places = _alike(parts)
    often = np.stack([_weights(len(parts), seed)[:, mine].sum(axis=1) for mine in places], axis=1)
    samples: Counter[tuple[int, ...]] = Counter(map(tuple, often.tolist()))
    values: list[float] = []
    for sample, times in samples.items():
        value = figure([(parts[mine[0]], number) for mine, number in zip(places, sample, strict=True) if number])
        values += [] if value is None else [value] * times
    return _edges(np.array(values))


def _alike(parts: Iterable[object]) -> list[list[int]]:
    """The places of each different part: most are like others."""
    places: dict[Hashable, list[int]] = {}
    for place, part in enumerate(parts):
        places.setdefault(_identity(part, place), []).append(place)
    return list(places.values())


def _identity(part: object, place: int) -> Hashable:
    """What is equal for parts that are; that of its own where a part cannot be compared so."""
    same = frozenset(part.items()) if isinstance(part, Mapping) else part
    try:
        hash(same)
    except TypeError:
        return (place, None)
    return (type(part), same)


def _edges(values: NDArray[np.float64]) -> Interval | None:
    """The edges of the middle 95 % of values, without those that are no number."""
    ordered = np.sort(values[np.isfinite(values)])
    cut = int(0.025 * (len(ordered) - 1))
    return (float(ordered[cut]), float(ordered[-cut - 1])) if len(ordered) else None


def _totals(matrix: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """The sum of each column in each sample: a row a column."""
    weights = (_few_weights if len(matrix) <= _FEW else _weights)(len(matrix), seed)
    step = max(1, _ON_ONE_CORE // matrix.size)
    some = (weights[first : first + step] for first in range(0, len(weights), step))
    return np.concatenate([rows.astype(np.float64, copy=False) @ matrix for rows in some]).T


@lru_cache(maxsize=4)
def _few_weights(count: int, seed: int) -> NDArray[np.float64]:
    return _weights(count, seed).astype(np.float64)


@lru_cache(maxsize=4)
def _weights(count: int, seed: int) -> NDArray[np.int16]:
    """How often each of so many articles is in each sample: a row a sample."""
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _MOST_DRAWS // count))
    draw = np.random.RandomState(seed % 2**32)  # whose numbers stay the same in all versions
    step = max(1, _AT_ONCE // count)
    return np.concatenate([_drawn(draw, count, min(step, rounds - first)) for first in range(0, rounds, step)])


def _drawn(draw: np.random.RandomState, count: int, rounds: int) -> NDArray[np.int16]:
    places = draw.randint(0, count, (rounds, count)) + count * np.arange(rounds)[:, None]
    return np.bincount(places.ravel(), minlength=rounds * count).reshape(rounds, count).astype(np.int16)
