"""Cohen's kappa over tokens: agreement of two annotators beyond what chance would give.

Cohen (1960), "A coefficient of agreement for nominal scales": kappa = (po - pe) / (1 - pe), with po
the share of tokens that both label alike and pe the share expected from how often each gives each label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from annotator.agreement.base import Compared, Figure, Label, PairFigure, Sums, columns

_VALUE = TypeVar("_VALUE", bound=Hashable)

ABOUT = "Cohen's kappa (1960) over tokens: agreement beyond what chance would give"
ORDER = 20


def cohen(pairs: Mapping[tuple[_VALUE, _VALUE], int]) -> Figure:
    """Kappa from how often the one gave this and the other that."""
    n = sum(pairs.values())
    if not n:
        return Figure(None, 0, "there are no tokens to compare")
    ours: Counter[_VALUE] = Counter()
    theirs: Counter[_VALUE] = Counter()
    for (one, other), count in pairs.items():
        ours[one] += count
        theirs[other] += count
    chance = sum(count * theirs[value] for value, count in ours.items())
    if chance == n * n:
        return Figure(None, n, "both gave one and the same label everywhere, so chance explains all of it")
    same = sum(count for (one, other), count in pairs.items() if one == other)
    return Figure((n * same - chance) / (n * n - chance), n)


def marked(pairs: Mapping[tuple[Label, Label], int]) -> dict[tuple[Label, Label], int]:
    """The pairs without the tokens that both left unlabelled."""
    return {pair: count for pair, count in pairs.items() if pair != (None, None)}


def total(counts: Iterable[tuple[Mapping[_VALUE, int], int]]) -> Counter[_VALUE]:
    """The pairs (or rows) of several articles together, each taken so often."""
    found: Counter[_VALUE] = Counter()
    for pairs, times in counts:
        for pair, count in pairs.items():
            found[pair] += times * count
    return found


def _sums(parts: Sequence[Mapping[tuple[Label, Label], int]]) -> Sums:
    return Sums(columns(parts), _of_samples)


def _of_samples(totals: Mapping[Any, Any]) -> Any:
    """Kappa of many samples at once."""
    n = sum(totals.values())
    values = {value for pair in totals for value in pair}
    ours, theirs = (
        {value: sum(count for pair, count in totals.items() if pair[side] == value) for value in values}
        for side in (0, 1)
    )
    chance = sum(ours[value] * theirs[value] for value in values)
    same = sum(totals.get((value, value), 0) for value in values)
    return (n * same - chance) / (n * n - chance)


FIGURES = (
    PairFigure("token_kappa", "kappa", Compared.token_pairs, lambda counts: cohen(total(counts)), sums=_sums),
    PairFigure(
        "token_kappa_marked", "marked", Compared.token_pairs, lambda counts: cohen(marked(total(counts))),
        by_article=False, sums=lambda counts: _sums(list(map(marked, counts))),
    ),
)  # fmt: skip
