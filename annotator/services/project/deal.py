"""The deal: how many are to label each article, and who. Even, and the same for the same seed. Pure.

Articles may come in *strata*, kinds that everybody is to have their share of: then each stratum is dealt evenly, and
has its share of what several are to label.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, MutableSequence, Sequence
from copy import copy
from typing import TypeVar

Article = TypeVar("Article", bound=Hashable)


def deal(
    strata: Mapping[str, MutableSequence[Article]],
    names: Sequence[str],
    *,
    many: int,
    overlap: float,
    begun: Callable[[Article], Collection[str]],
    before: Mapping[str, int],
    seed: int,
) -> Iterator[tuple[Article, tuple[str, ...]]]:
    """Each article with those who get it: the share `overlap` (0..1) goes to `many` of `names` each, the others to one.

    `strata` are articles by the name of their stratum, in an order that is the same wherever the seed is to mean the
    same. Who has `begun` an article keeps it; then come those who have the fewest of its stratum, and of all (`before`
    is what they had).
    """
    draw = random.Random(seed)  # noqa: S311 - a fair deal, no secret
    load = Counter({name: before.get(name, 0) for name in names})
    for stratum, several in shares(strata, overlap).items():
        mixed = copy(strata[stratum])
        draw.shuffle(mixed)
        here = Counter[str]()
        for number, article in enumerate(mixed):
            even, has = here if len(strata) > 1 else Counter[str](), begun(article)
            order = sorted(names, key=lambda name: (name not in has, even[name], load[name], draw.random()))
            wanted = max(many if number < several else 1, sum(name in has for name in names))
            for name in order[:wanted]:
                load[name] += 1
                here[name] += 1
            yield article, tuple(order[:wanted])


def shares(strata: Mapping[str, Sequence[Article]], part: float) -> dict[str, int]:
    """How many articles of each stratum make up a `part` (0..1) of all, by the largest remainders."""
    wished = {name: part * len(keys) for name, keys in sorted(strata.items())}
    found = {name: int(number) for name, number in wished.items()}
    left = round(part * sum(map(len, strata.values()))) - sum(found.values())
    for name in sorted(wished, key=lambda name: (found[name] - wished[name], name))[: max(left, 0)]:
        found[name] += 1
    return found
