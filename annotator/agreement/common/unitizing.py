"""Krippendorff's alpha over spans, found in a continuum of text: the articles laid end to end.

Krippendorff 1995, "On the reliability of unitizing continuous data", and 2004, "Measuring the reliability of
qualitative text analysis data", 3.2. Of each label, observed and expected disagreement follow from numbers that add up
over articles: of a gap that goes on over several, each has its part, and the one where it begins has its count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.base import Figure, Sums
from annotator.domain.span import Span

Units = list[tuple[int, int]]
"""The stretches `[start, end)` of one label in one layer of an article, in order, without overlap."""
Totals = Mapping[Hashable, Any]
_LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The observed and the expected disagreement, and how many units there are: numbers, or arrays of numbers."""

    observed: Any
    expected: Any
    units: Any


@dataclass(frozen=True, slots=True)
class Tally:
    """What each article adds to the disagreement of some annotators on a label; `lengths` are those of its units."""

    label: str
    annotators: int
    lengths: Sequence[int]
    columns: Mapping[Hashable, NDArray[np.float64]]

    def disagreement(self, totals: Totals) -> Disagreement:
        """The disagreement that follows from sums of the columns, of a positive length."""
        count, length = self.annotators, totals[_LENGTH]
        units = [totals.get((self.label, "units", unit), 0) for unit in self.lengths]
        observed = 2 * totals.get((self.label, "distance"), 0) / (count * (count - 1) * length**2)
        return Disagreement(observed, self._expected(totals, units), sum(units))

    def _expected(self, totals: Totals, units: Sequence[Any]) -> Any:
        """What chance would give, were every unit and gap put anywhere in the continuum.

        (2 / L) * sum over units l of [(N - 1) / 3 * (2 l^3 - 3 l^2 + l) + l^2 * sum over gaps g >= l of (g - l + 1)]
        / (m L (m L - 1) - sum over units of l (l - 1)), with N units by m annotators in a continuum of L.
        """
        room = gaps = total = inside = 0
        for place in range(len(units), 0, -1):
            room = room + totals.get((self.label, "room", place), 0)
            gaps = gaps + totals.get((self.label, "gaps", place), 0)
            often, unit = units[place - 1], self.lengths[place - 1]
            others = (sum(units) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit)
            total = total + often * (others + unit**2 * (room - (unit - 1) * gaps))
            inside = inside + often * unit * (unit - 1)
        whole = self.annotators * totals[_LENGTH]
        return 2 / totals[_LENGTH] * total / (whole * (whole - 1) - inside)


def units_of(spans: Iterable[Span]) -> dict[str, Units]:
    """The units of each label; spans of one label that overlap count as one unit."""
    found: defaultdict[str, Units] = defaultdict(list)
    for span in sorted(spans):
        units = found[span.label]
        if units and span.start < units[-1][1]:
            units[-1] = (units[-1][0], max(units[-1][1], span.end))
        else:
            units.append((span.start, span.end))
    return found


def tallies(articles: Sequence[tuple[int, Sequence[Mapping[str, Units]]]]) -> list[Tally]:
    """The tally of every label in articles, of each its length in code points and the units of each annotator.

    Fewer than two annotators, or no text, give none.
    """
    if not any(length for length, _ in articles) or len(articles[0][1]) < 2:
        return []
    text, count = _Text([length for length, _ in articles]), len(articles[0][1])
    by_label: dict[str, list[dict[int, Units]]] = {}
    for place, (_, layers) in enumerate(articles):
        for who, of_labels in enumerate(layers):
            for label, units in of_labels.items():
                by_label.setdefault(label, [{} for _ in range(count)])[who][place] = units
    return [_tally(label, text, layers) for label, layers in sorted(by_label.items())]


def unitizing(length: int, layers: Iterable[Iterable[Span]]) -> dict[str, Disagreement]:
    """The disagreement on each label over a continuum of `length` code points, one layer an annotator."""
    found = tallies([(length, [units_of(spans) for spans in layers])])
    return {tally.label: tally.disagreement(_sums(tally.columns)) for tally in found}


def alpha(of: Sequence[Tally]) -> Figure:
    """Alpha over some labels together: 1 - sum of observed / sum of expected disagreement; `n` counts units."""
    columns = {name: column for tally in of for name, column in tally.columns.items()}
    found = [tally.disagreement(_sums(columns)) for tally in of]
    n, expected = int(sum(one.units for one in found)), sum(one.expected for one in found)
    if not expected:
        return Figure(None, n, "nothing was marked" if not n else "there is no room to disagree in")
    sums = Sums(columns, lambda totals: _alpha([tally.disagreement(totals) for tally in of]))
    return Figure(_alpha(found), n, sums=lambda: sums)


def _sums(columns: Mapping[Hashable, NDArray[np.float64]]) -> dict[Hashable, float]:
    return {name: float(column.sum()) for name, column in columns.items()}


def _alpha(found: Iterable[Disagreement]) -> Any:
    every = list(found)
    return 1 - sum(one.observed for one in every) / sum(one.expected for one in every)


class _Text:
    """The lengths of articles that are laid end to end, and where each begins."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = np.array(lengths, np.float64)
        self.begins = [0, *accumulate(lengths)]

    def portions(self, start: int, end: int) -> Iterator[tuple[int | slice, Any]]:
        """The articles (their places) in which `[start, end)` lies, and how much of it in each."""
        first, last = bisect_right(self.begins, start) - 1, bisect_left(self.begins, end) - 1
        if first == last:
            yield first, end - start
        else:
            yield first, self.begins[first + 1] - start
            yield slice(first + 1, last), self.lengths[first + 1 : last]
            yield last, end - self.begins[last]


def _tally(label: str, text: _Text, layers: Sequence[Mapping[int, Units]]) -> Tally:
    """Of the units of each annotator, by the places of their articles."""
    columns: defaultdict[Hashable, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(text.lengths)))
    columns[_LENGTH] = text.lengths
    every = [(place, end - start) for layer in layers for place, units in layer.items() for start, end in units]
    lengths = sorted({length for _, length in every})
    for place, length in every:
        columns[label, "units", length][place] += 1
    for one, other in combinations(layers, 2):
        for place in one.keys() | other.keys():
            ours, theirs = one.get(place, []), other.get(place, [])
            columns[label, "distance"][place] += _distance(ours, theirs) + _alone(ours, theirs) + _alone(theirs, ours)
    for layer in layers:
        for start, end in _gaps(text.begins, layer):
            if fitting := bisect_right(lengths, end - start):
                columns[label, "gaps", fitting][bisect_right(text.begins, start) - 1] += 1
                room = columns[label, "room", fitting]
                for where, size in text.portions(start, end):
                    room[where] += size
    return Tally(label, len(layers), lengths, dict(columns))


def _gaps(begins: Sequence[int], layer: Mapping[int, Units]) -> Iterator[tuple[int, int]]:
    """The gaps between the units of one layer, in the continuum."""
    at = 0
    for place in sorted(layer):
        for start, end in layer[place]:
            if begins[place] + start > at:
                yield at, begins[place] + start
            at = begins[place] + end
    if begins[-1] > at:
        yield at, begins[-1]


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
