"""Cohen's kappa over tokens: agreement of two annotators beyond what chance would give.

Cohen (1960), "A coefficient of agreement for nominal scales": kappa = (po - pe) / (1 - pe), with po
the share of tokens that both label alike and pe the share expected from how often each gives each label.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from annotator.agreement.base import Figure
from annotator.domain.span import Span

Label = str | None
_VALUE = TypeVar("_VALUE", bound=Hashable)


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
