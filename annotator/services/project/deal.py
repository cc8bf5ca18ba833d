"""The deal: how many are to label each article, and who. Even, and the same for the same seed. Pure.

Articles may come in *strata*, kinds that everybody is to have their share of: then each stratum is dealt evenly, and
has its share of what several are to label.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Strata = Mapping[str, Sequence[str]]
"""Keys of articles by the name of their stratum; one stratum where there is no more to tell them apart."""


@dataclass(frozen=True, slots=True)
class Deal:
    """Who gets which article, as (key, name), and how many articles go to several."""

    given: Sequence[tuple[str, str]]
    overlapping: int


def deal(
    strata: Strata,
    names: Sequence[str],
    *,
    many: int,
    overlap: float,
    begun: Mapping[str, Sequence[str]],
    before: Mapping[str, int],
    seed: int,
) -> Deal:
    """Deal out articles: the share `overlap` (0..1) to `many` of `names` each, the others to one.

    Who has begun an article (`begun`, by key) keeps it; then come those who have the fewest of its stratum, and of all
    (`before` is what they had).
    """
    draw = random.Random(seed)  # noqa: S311 - a fair deal, no secret
    load = Counter({name: before.get(name, 0) for name in names})
    given: list[tuple[str, str]] = []
    overlapping = 0
    for stratum, several in _shares(strata, overlap).items():
        mixed = sorted(strata[stratum])
        draw.shuffle(mixed)
        here = Counter[str]()
        for number, key in enumerate(mixed):
            even = here if len(strata) > 1 else Counter[str]()
            order = sorted(names, key=lambda name: (name not in begun[key], even[name], load[name], draw.random()))
            wanted = max(many if number < several else 1, sum(name in begun[key] for name in names))
            overlapping += number < several and many > 1
            for name in order[:wanted]:
                load[name] += 1
                here[name] += 1
                given.append((key, name))
    return Deal(given, overlapping)


def _shares(strata: Strata, overlap: float) -> dict[str, int]:
    """How many articles of each stratum several are to label, by the largest remainders."""
    wished = {name: overlap * len(keys) for name, keys in sorted(strata.items())}
    shares = {name: int(number) for name, number in wished.items()}
    left = round(overlap * sum(map(len, strata.values()))) - sum(shares.values())
    for name in sorted(wished, key=lambda name: (shares[name] - wished[name], name))[: max(left, 0)]:
        shares[name] += 1
    return shares
