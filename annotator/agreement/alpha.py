"""Krippendorff's alpha: 1 - observed / expected disagreement, for any number of annotators.

`nominal` is alpha over units that each annotator gave one of several values, missing values allowed
(Krippendorff, "Content Analysis", 2nd edition 2004, chapter 11.3). `Unitizing` is alpha over the
spans themselves, found in a continuum of text (Krippendorff 1995, "On the reliability of unitizing
continuous data", and 2004, "Measuring the reliability of qualitative text analysis data", 3.2).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations
from typing import TypeVar

from annotator.agreement.base import Compared, Figure, JointFigure, Label, PairFigure, TokenPairs
from annotator.agreement.kappa import total
from annotator.domain.span import Span

_ROW = TypeVar("_ROW", bound=Sequence[Hashable])
ABOUT = "Krippendorff's alpha, over tokens (nominal) and over the spans themselves (unitizing)"
ORDER = 30

Units = list[tuple[int, int]]
"""The stretches `[start, end)` of one label in one layer, in order, without overlap."""


def nominal(units: Mapping[_ROW, int]) -> Figure:
    """Nominal alpha. `units` has each row of values given to a unit, missing ones left out, and how often it occurs.

    With n_c values c among the n of units that have two or more (m_u in unit u, n_uc of them c):
    observed = sum over u of sum of n_uc (m_u - n_uc) / (m_u - 1); expected = sum of n_c (n - n_c) / (n - 1).
    """
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for values, times in units.items():
        size = len(values)
        if size > 1:
            counts = Counter(values)
            observed += times * sum(count * (size - count) for count in counts.values()) / (size - 1)
            for value, count in counts.items():
                totals[value] += times * count
    n = sum(totals.values())
    if not n:
        return Figure(None, 0, "no unit was labelled by two annotators")
    expected = sum(count * (n - count) for count in totals.values())
    if not expected:
        return Figure(None, n, "all values are the same, so there is nothing to disagree on")
    return Figure(1 - (n - 1) * observed / expected, n)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Of one label: the observed and the expected disagreement, and how many units there are."""

    observed: float
    expected: float
    units: int


def unitizing(length: int, layers: Iterable[Iterable[Span]]) -> dict[str, Disagreement]:
    """The disagreement on each label over a continuum of `length` code points, one layer an annotator.

    Spans of one label that overlap within a layer count as one unit. Raises nothing; fewer than two
    layers or an empty continuum give no labels.
    """
    by_label: list[dict[str, Units]] = [_units(spans) for spans in layers]
    if len(by_label) < 2 or not length:
        return {}
    labels = sorted({label for units in by_label for label in units})
    return {label: _disagreement(length, [units.get(label, []) for units in by_label]) for label in labels}


def joint(disagreements: Iterable[Disagreement]) -> Figure:
    """Unitizing alpha over some labels together: 1 - sum of observed / sum of expected."""
    every = list(disagreements)
    n = sum(one.units for one in every)
    expected = sum(one.expected for one in every)
    if not expected:
        return Figure(None, n, "nothing was marked" if not n else "there is no room to disagree in")
    return Figure(1 - sum(one.observed for one in every) / expected, n)


def _units(spans: Iterable[Span]) -> dict[str, Units]:
    found: defaultdict[str, Units] = defaultdict(list)
    for span in sorted(spans):
        units = found[span.label]
        if units and span.start < units[-1][1]:
            units[-1] = (units[-1][0], max(units[-1][1], span.end))
        else:
            units.append((span.start, span.end))
    return found


def _disagreement(length: int, layers: list[Units]) -> Disagreement:
    count = len(layers)
    pairs = sum(
        _distance(one, other) + _alone(one, other) + _alone(other, one) for one, other in combinations(layers, 2)
    )
    observed = 2 * pairs / (count * (count - 1) * length**2)
    return Disagreement(observed, _expected(length, layers), sum(map(len, layers)))


def _distance(ours: Units, theirs: Units) -> int:
    """The squared distances between the edges of overlapping units, summed."""
    total = first = 0
    for start, end in ours:
        while first < len(theirs) and theirs[first][1] <= start:
            first += 1
        place = first
        while place < len(theirs) and theirs[place][0] < end:
            total += (start - theirs[place][0]) ** 2 + (end - theirs[place][1]) ** 2
            place += 1
    return total


def _alone(ours: Units, theirs: Units) -> int:
    """The squared lengths of our units that lie wholly in one of their gaps, summed."""
    ends = [end for _, end in theirs]
    total = 0
    for start, end in ours:
        place = bisect_left(ends, start + 1)
        if place == len(theirs) or theirs[place][0] >= end:
            total += (end - start) ** 2
    return total


def _expected(length: int, layers: list[Units]) -> float:
    """What chance would give, were every unit and gap put anywhere in the continuum.

    (2 / L) * sum over units l of [(N - 1) / 3 * (2 l^3 - 3 l^2 + l) + l^2 * sum over gaps g >= l of (g - l + 1)]
    / (m L (m L - 1) - sum over units of l (l - 1)), with N units by m annotators in a continuum of L.
    """
    lengths = [end - start for units in layers for start, end in units]
    gaps = sorted(gap for units in layers for gap in _gaps(length, units))
    sums = [0, *accumulate(gaps)]
    total = 0.0
    for unit in lengths:
        first = bisect_left(gaps, unit)
        room = sums[-1] - sums[first] - (unit - 1) * (len(gaps) - first)
        total += (len(lengths) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit) + unit**2 * room
    whole = len(layers) * length
    below = whole * (whole - 1) - sum(unit * (unit - 1) for unit in lengths)
    return 2 / length * total / below if below else 0.0


def _gaps(length: int, units: Units) -> list[int]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [end - start for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def _token_alpha(counts: Iterable[tuple[TokenPairs, int]]) -> Figure:
    """Alpha over the tokens of two annotators; `n` counts tokens."""
    pairs = total(counts)
    return replace(nominal(pairs), n=pairs.total())


def _alpha_token(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, dict[str, Figure]]:
    units: Counter[tuple[Label, ...]] = Counter()
    for article in articles:
        units.update(zip(*(article.token_labels(who) for who in annotators), strict=True))
    return nominal(units), {}


def _alpha_unitizing(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, dict[str, Figure]]:
    """Over the articles laid end to end."""
    layers: list[list[Span]] = [[] for _ in annotators]
    at = 0
    for article in articles:
        for layer, who in zip(layers, annotators, strict=True):
            layer.extend(Span(span.start + at, span.end + at, span.label) for span in article.layers[who])
        at += article.length
    found = unitizing(at, layers)
    return joint(found.values()), {label: joint([one]) for label, one in found.items()}


FIGURES = (
    PairFigure("token_alpha", "", Compared.token_pairs, _token_alpha, by_article=False),
    JointFigure("alpha_token", "alpha over tokens", _alpha_token),
    JointFigure("alpha_unitizing", "alpha over spans", _alpha_unitizing),
)
