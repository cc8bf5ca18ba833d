"""Krippendorff's alpha: 1 - observed / expected disagreement, for any number of annotators.

`nominal` is alpha over units that each annotator gave one of several values, missing values allowed
(Krippendorff, "Content Analysis", 2nd edition 2004, chapter 11.3). Alpha over the spans themselves is in
`common.unitizing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from annotator.agreement.base import Compared, Figure, JointFigure, Label, PairFigure, Sums, TokenPairs, columns
from annotator.agreement.common import unitizing
from annotator.agreement.common.unitizing import Units
from annotator.agreement.kappa import total

_ROW = TypeVar("_ROW", bound=Sequence[Hashable])
ABOUT = "Krippendorff's alpha, over tokens (nominal) and over the spans themselves (unitizing)"
ORDER = 30
_OBSERVED = "observed"


def nominal(units: Mapping[_ROW, int]) -> Figure:
    """Nominal alpha. `units` has each row of values given to a unit, missing ones left out, and how often it occurs.

    With n_c values c among the n of units that have two or more (m_u in unit u, n_uc of them c):
    observed = sum over u of sum of n_uc (m_u - n_uc) / (m_u - 1); expected = sum of n_c (n - n_c) / (n - 1).
    """
    totals = _tally(units)
    n = round(sum(count for name, count in totals.items() if name != _OBSERVED))
    if not n:
        return Figure(None, 0, "no unit was labelled by two annotators")
    if len(totals) <= 2:
        return Figure(None, n, "all values are the same, so there is nothing to disagree on")
    return Figure(_alpha(totals), n)


def nominal_sums(articles: Iterable[Mapping[_ROW, int]]) -> Sums:
    """What nominal alpha follows from, of the units of each article."""
    return Sums(columns([_tally(units) for units in articles]), _alpha)


def _tally(units: Mapping[_ROW, int]) -> dict[Hashable, float]:
    """The observed disagreement of some units, and how often each value was given (under a tuple of it)."""
    found: dict[Hashable, float] = {_OBSERVED: 0.0}
    for values, times in units.items():
        size = len(values)
        if size > 1:
            counts = Counter(values)
            found[_OBSERVED] += times * sum(count * (size - count) for count in counts.values()) / (size - 1)
            for value, count in counts.items():
                found[value,] = found.get((value,), 0) + times * count
    return found if len(found) > 1 else {}


def _alpha(totals: Mapping[Hashable, Any]) -> Any:
    """Alpha of sums of such tallies: numbers, or arrays of numbers."""
    counts = [count for name, count in totals.items() if name != _OBSERVED]
    n = sum(counts)
    return 1 - (n - 1) * totals[_OBSERVED] / sum(count * (n - count) for count in counts)


def _token_alpha(counts: Iterable[tuple[TokenPairs, int]]) -> Figure:
    """Alpha over the tokens of two annotators; `n` counts tokens."""
    pairs = total(counts)
    return replace(nominal(pairs), n=pairs.total())


def _alpha_token(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, dict[str, Figure]]:
    rows: list[Counter[tuple[Label, ...]]] = [
        Counter(zip(*(article.token_labels(who) for who in annotators), strict=True)) for article in articles
    ]
    return replace(nominal(total((one, 1) for one in rows)), sums=lambda: nominal_sums(rows)), {}


def _alpha_unitizing(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, dict[str, Figure]]:
    """Over the articles laid end to end."""
    found = unitizing.tallies([(one.length, [_units(one, who) for who in annotators]) for one in articles])
    return unitizing.alpha(found), {tally.label: unitizing.alpha([tally]) for tally in found}


def _units(article: Compared, who: str) -> dict[str, Units]:
    return article.kept((unitizing.__name__, who), lambda: unitizing.units_of(article.layers[who]))


FIGURES = (
    PairFigure("token_alpha", "", Compared.token_pairs, _token_alpha, by_article=False, sums=nominal_sums),
    JointFigure("alpha_token", "alpha over tokens", _alpha_token),
    JointFigure("alpha_unitizing", "alpha over spans", _alpha_unitizing, of_pairs="unitizing_alpha"),
)
