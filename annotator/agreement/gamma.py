"""Gamma of two annotators: their spans are paired in the best way, and how far they differ is held against chance.

Mathet, Widlöcher and Métivier (2015), "The unified and holistic method gamma for inter-annotator agreement measure and
alignment": gamma = 1 - observed / expected disorder. The disorder of two paired spans is
((|start - start'| + |end - end'|) / (length + length'))^2, and 1 more where their labels differ; that of a span without
a partner is 1. Spans of an article are paired so that the sum is least; it is divided by the mean number of spans of an
annotator. For chance, all articles are laid end to end and one layer is turned round against the other, by no less
than the mean length of a span; 30 times, or more often until the mean is known to 2 % (at 95 %).

The interval takes what chance gives as known. The same layers have the same gamma every time.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, stdev
from typing import Any

from annotator.agreement.base import Compared, Figure, JointFigure, Sums
from annotator.agreement.common.pairing import least_cost
from annotator.domain.span import Span

ABOUT = "Gamma (Mathet, Widlöcher and Métivier 2015) of two annotators: spans paired in the best way, against chance"
ORDER = 40
ON_REQUEST = True
_ALONE = 1.0
_REACH = (2 * _ALONE) ** 0.5
"""Two spans that are further apart, in their lengths together, are better left without a partner."""
_FEWEST, _MOST = 30, 1000
_PRECISION, _Z95 = 0.02, 1.96
_Layers = tuple[int, Sequence[Span], Sequence[Span]]


def gamma(articles: Sequence[_Layers]) -> Figure:
    """Gamma over articles, of each its length in code points and the spans of both; `n` counts spans."""
    observed = [disorder(ours, theirs) for _, ours, theirs in articles]
    units = [len(ours) + len(theirs) for _, ours, theirs in articles]
    if not sum(units):
        return Figure(None, 0, "nothing was marked")
    expected = _by_chance(articles)
    if not expected:
        return Figure(None, sum(units), "chance pairs the spans as well")
    mean = expected / sum(units)
    sums = Sums({"disorder": observed, "units": units}, lambda totals: _gamma(totals, mean))
    return Figure(_gamma({"disorder": sum(observed), "units": sum(units)}, mean), sum(units), sums=lambda: sums)


def disorder(ours: Iterable[Span], theirs: Iterable[Span]) -> float:
    """The disorder of pairs, and of spans without a partner, summed: the least in all ways to pair them."""
    rows, columns = sorted(ours), sorted(theirs)
    starts, longest = [span.start for span in columns], max(map(len, columns), default=0)
    costs = [_partners(span, columns, starts, longest) for span in rows]
    return least_cost(costs, 2 * _ALONE) + _ALONE * (len(columns) - len(rows))


def between(one: Span, other: Span) -> float:
    """The disorder of two spans that are a pair."""
    apart = (abs(one.start - other.start) + abs(one.end - other.end)) / (len(one) + len(other))
    return apart * apart + (one.label != other.label)


def _gamma(totals: Mapping[str, Any], mean: float) -> Any:
    return 1 - totals["disorder"] / totals["units"] / mean


def _partners(span: Span, columns: Sequence[Span], starts: Sequence[int], longest: int) -> dict[int, float]:
    """The spans with which a pair is better than two alone, by their places."""
    reach = _REACH * (len(span) + longest)
    near = range(bisect_left(starts, span.start - reach), bisect_right(starts, span.start + reach))
    costs = {place: between(span, columns[place]) for place in near}
    return {place: cost for place, cost in costs.items() if cost < 2 * _ALONE}


def _by_chance(articles: Sequence[_Layers]) -> float:
    """The mean disorder of one layer that is turned round against the other."""
    ours, theirs = _end_to_end(articles)
    length = sum(one for one, _, _ in articles)
    least = sum(map(len, ours + theirs)) / len(ours + theirs)
    most = max(length - least, least)
    draw = random.Random(1)  # noqa: S311 - a reproducible sample, no secret
    found: list[float] = []
    wanted = _FEWEST
    while len(found) < wanted:
        found.append(disorder(ours, _turned(theirs, int(draw.uniform(least, most)), length)))
        if len(found) == _FEWEST and (mean := fmean(found)):
            wanted = min(_MOST, max(_FEWEST, round((stdev(found) / mean * _Z95 / _PRECISION) ** 2)))
    return fmean(found)


def _end_to_end(articles: Sequence[_Layers]) -> tuple[list[Span], list[Span]]:
    laid: tuple[list[Span], list[Span]] = ([], [])
    at = 0
    for length, *sides in articles:
        for whole, side in zip(laid, sides, strict=True):
            whole.extend(Span(span.start + at, span.end + at, span.label) for span in side)
        at += length
    return laid


def _turned(spans: Iterable[Span], by: int, length: int) -> list[Span]:
    starts = (((span.start + by) % length, span) for span in spans)
    return [Span(start, start + len(span), span.label) for start, span in starts]


def _of_pair(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, dict[str, Figure]]:
    a, b = annotators
    return gamma([(one.length, one.layers[a], one.layers[b]) for one in articles]), {}


FIGURES = (JointFigure("", "gamma", _of_pair, of_pairs="gamma"),)
