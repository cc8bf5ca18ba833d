"""What a measure of agreement is, and what every one speaks of: articles to compare, figures that may be undefined.

A measure is a module of this folder, or what an entry point in the group `annotator.agreement` names, with

    ABOUT      one line: what it measures, and whose formula it is
    FIGURES    the figures it gives: a sequence of `PairFigure` and `JointFigure`
    ORDER      where it stands among the measures; those without come last, by their names (may be left out)

`annotator agree` gives every figure of every measure, in `--json` and `--csv` under its name. A measure knows
neither project nor database. A figure is never NaN: where a formula has no value, it says why. `None` among labels
is "no label here"; a value that is missing is left out of a unit altogether.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import repeat
from typing import Generic, TypeVar

from annotator.domain.span import Span

Label = str | None
Chosen = tuple[str, ...]
"""The labels that one sets in answer to a question about the article as a whole, in order; empty for "none of them"."""
TokenPairs = Counter[tuple[Label, Label]]
_PART = TypeVar("_PART")
_COUNTS = TypeVar("_COUNTS")
_ROUNDS = 1000
_MOST_DRAWS = 100_000
_FEWEST_ROUNDS = 200
_FEW = 100  # articles of a pair; samples of so many are kept for several pairs


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
    annotator who finished the article, without repeats; `cats` has by annotator what they answer to
    each question about the article as a whole, those left out that they did not answer.
    """

    key: str
    title: str
    length: int
    tokens: Sequence[tuple[int, int]]
    layers: Mapping[str, Sequence[Span]]
    cats: Mapping[str, Mapping[str, Chosen]] = field(default_factory=dict)
    _labels: dict[str, list[Label]] = field(default_factory=dict, repr=False, compare=False)

    def token_labels(self, annotator: str) -> list[Label]:
        """The label that each token has in an annotator's layer, as `token_labels` finds it."""
        if annotator not in self._labels:
            self._labels[annotator] = token_labels(self.layers[annotator], self.tokens)
        return self._labels[annotator]

    def token_pairs(self, a: str, b: str) -> TokenPairs:
        """How many tokens one annotator calls this and the other that."""
        return Counter(zip(self.token_labels(a), self.token_labels(b), strict=True))

    def by_label(self) -> dict[str, Compared]:
        """For each label that somebody used, the article with the spans of that label alone."""
        layers: dict[str, dict[str, list[Span]]] = {}
        for who, spans in self.layers.items():
            for span in spans:
                layers.setdefault(span.label, {name: [] for name in self.layers})[who].append(span)
        return {label: Compared(self.key, self.title, self.length, self.tokens, mine) for label, mine in layers.items()}


@dataclass(frozen=True, slots=True)
class PairFigure(Generic[_COUNTS]):
    """A figure of two annotators: counted article by article, and computed from the counts together.

    `count(article, a, b)` is what one article adds; `value` computes the figure from such counts, each with how often
    it is to be taken. A pair's figure is that of its articles; an article's, that of all pairs; a label's, that of
    all pairs on articles with the spans of that label alone. `name` is its key in `--json`, `title` its column in
    tables (none where it is empty). `interval` asks for a 95 % bootstrap interval of each pair.
    """

    name: str
    title: str
    count: Callable[[Compared, str, str], _COUNTS]
    value: Callable[[Iterable[tuple[_COUNTS, int]]], Figure]
    by_article: bool = True
    by_label: bool = False
    interval: bool = False


@dataclass(frozen=True, slots=True)
class JointFigure:
    """A figure of two or more annotators together, on the articles that all of them finished.

    `value(articles, annotators)` gives the figure, and that of each label where it has one (else nothing).
    """

    name: str
    title: str
    value: Callable[[Sequence[Compared], Sequence[str]], tuple[Figure, Mapping[str, Figure]]]


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
    draws = (_few_draws if len(parts) <= _FEW else _many_draws)(len(parts), seed)
    alike = _alike(parts)
    drawn = (
        (figure([(part, often) for part, often in ((part, sum(of(draw))) for part, of in alike) if often]), times)
        for draw, times in draws
    )
    values = sorted(value for value, times in drawn if value is not None for _ in range(times))
    cut = int(0.025 * (len(values) - 1))
    return (values[cut], values[-cut - 1]) if values else None


def _alike(parts: Sequence[_PART]) -> list[tuple[_PART, Callable[[Sequence[int]], Sequence[int]]]]:
    """Each different part, and what takes from a sample how often its places were drawn: most are like others."""
    places: dict[Hashable, list[int]] = {}
    for place, part in enumerate(parts):
        places.setdefault(_identity(part, place), []).append(place)
    return [(parts[mine[0]], partial(_at, mine)) for mine in places.values()]


def _identity(part: object, place: int) -> Hashable:
    """What is equal for parts that are; that of its own where a part cannot be compared so."""
    same = frozenset(part.items()) if isinstance(part, Mapping) else part
    try:
        hash(same)
    except TypeError:
        return (place, None)
    return (type(part), same)


def _at(places: Sequence[int], sample: Sequence[int]) -> list[int]:
    return [sample[place] for place in places]


def _draws(count: int, seed: int) -> list[tuple[tuple[int, ...], int]]:
    """Samples of `count` places out of as many: how often each place was drawn; and how often that sample came.

    Of few places there are few different samples.
    """
    draw = random.Random(seed)  # noqa: S311 - a reproducible sample, no secret
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _MOST_DRAWS // count))
    samples: Counter[tuple[int, ...]] = Counter()
    for _ in range(rounds):
        often = [0] * count
        for _ in repeat(None, count):
            often[int(draw.random() * count)] += 1
        samples[tuple(often)] += 1
    return list(samples.items())


_few_draws, _many_draws = lru_cache(maxsize=32)(_draws), lru_cache(maxsize=1)(_draws)


def token_labels(spans: Iterable[Span], tokens: Sequence[tuple[int, int]]) -> list[Label]:
    """The label of each token: that of the shortest span that touches it, else None.

    `tokens` are `[start, end)` in code points, in order, not overlapping.
    """
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    labels: list[Label] = [None] * len(tokens)
    free = list(range(len(tokens) + 1))  # the first token from here on that has no label yet, by path halving
    for span in sorted(spans, key=lambda one: (len(one), one)):
        last = bisect_left(starts, span.end)
        place = _next(free, bisect_right(ends, span.start))
        while place < last:
            labels[place] = span.label
            free[place] = place + 1
            place = _next(free, place)
    return labels


def _next(free: list[int], place: int) -> int:
    while free[place] != place:
        free[place] = place = free[free[place]]
    return place
