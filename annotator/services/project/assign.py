"""`annotator assign`: who labels what. Work is dealt out evenly, some of it to several, the same for the same seed.

Without names the articles are shared: whoever comes takes the next one that nobody has in hand.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.errors import WrongUsage
from annotator.storage.queries import queue
from annotator.storage.queries.assignments import give, lease, loads, release, unassigned, withdraw
from annotator.storage.queries.orders import next_in
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class AssignReport:
    """How many articles were dealt out, how many of them to several, and to whom; or how many are shared now."""

    articles: int
    overlapping: int
    given: dict[str, int]
    shared: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        return {
            "articles": self.articles,
            "overlapping": self.overlapping,
            "assigned": self.given,
            "shared": self.shared,
        }


def assign(
    store: Store,
    names: Sequence[str] = (),
    *,
    per_article: int | None = None,
    overlap: float | None = None,
    seed: int = 1,
    again: bool = False,
) -> AssignReport:
    """Deal out the articles that nobody was given yet (and, if `again`, those that were not begun).

    Each article goes to one of `names`, and the share `overlap` (0..1) of them to `per_article`
    (all of them, where that is not said); without `overlap` every article goes to `per_article`.
    Who has begun an article keeps it. Without names, articles are shared and `per_article` (or one)
    annotators are enough for each. Raises `WrongUsage` where the numbers make no sense.
    """
    names = list(dict.fromkeys(name.strip() for name in names))
    _check(names, per_article, overlap)
    with store.write():
        if again:
            withdraw(store)
        free = unassigned(store)
        if not names:
            enough = per_article or 1
            give(store, (), shared=free, enough=enough)
            return AssignReport(len(free), len(free) if enough > 1 else 0, {}, len(free))
        draw = random.Random(seed)  # noqa: S311 - a fair deal, no secret
        wanted = _wanted(free, len(names), per_article, overlap, draw)
        before = {name: given for name, (given, _) in loads(store).items()}
        dealt = _dealt(wanted, names, free, before, draw)
        give(store, dealt)
    given = Counter(name for _, name in dealt)
    overlapping = sum(number > 1 for number in wanted.values())
    return AssignReport(len(free), overlapping, {name: given[name] for name in names})


def _check(names: Sequence[str], per_article: int | None, overlap: float | None) -> None:
    if GOLD in names or "" in names:
        raise WrongUsage(f"An annotator has a name, and it is not {GOLD!r}: that layer is made by review.")
    if overlap is not None and not 0 <= overlap <= 1:
        raise WrongUsage(f"The overlap is a share from 0 % to 100 %, not {overlap:.0%}.")
    if overlap is not None and not names:
        raise WrongUsage("An overlap needs names: `--to NAME,NAME`.")
    if per_article is not None and (per_article < 1 or per_article > (len(names) or per_article)):
        raise WrongUsage(f"{per_article} annotators an article cannot be had from {len(names)}.")


def _wanted(
    keys: Iterable[str], team: int, per_article: int | None, overlap: float | None, draw: random.Random
) -> dict[str, int]:
    """How many annotators each article is to have."""
    mixed = sorted(keys)
    draw.shuffle(mixed)
    several = len(mixed) if overlap is None else round(overlap * len(mixed))
    many = per_article or (1 if overlap is None else team)
    return {key: many if number < several else 1 for number, key in enumerate(mixed)}


def _dealt(
    wanted: Mapping[str, int],
    names: Sequence[str],
    begun: Mapping[str, Sequence[str]],
    before: Mapping[str, int],
    draw: random.Random,
) -> list[tuple[str, str]]:
    """Who gets which article: those who have begun it, then those who have the fewest so far."""
    load = {name: before.get(name, 0) for name in names}
    dealt: list[tuple[str, str]] = []
    for key, number in wanted.items():
        order = sorted(names, key=lambda name: (name not in begun[key], load[name], draw.random()))
        holders = [name for name in order if name in begun[key]]
        for name in order[: max(number, len(holders))]:
            load[name] += 1
            dealt.append((key, name))
    return dealt


def next_for(store: Store, annotator: str, after: str | None = None, order: str = "file") -> str | None:
    """The next article for an annotator, taken in hand; the one before (`after`) is let go. None when all is done.

    `order` is `file` or one of `storage.orders`.
    """
    if after:
        release(store, after, annotator)
    by_file = order == "file"
    while key := queue.next_article(store, annotator, after) if by_file else next_in(order, store, annotator, after):
        if lease(store, key, annotator):
            return key
    return None
