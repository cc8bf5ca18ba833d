"""Which articles a round takes: so many of each stratum, in an order, near-duplicates apart. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from annotator.services.project.deal import shares


def sample(
    strata: Mapping[str, Sequence[int]], number: int, group: Callable[[int], Hashable]
) -> tuple[dict[str, list[int]], int]:
    """At most `number` articles, so many of each stratum as is its part, and how many of them are near-duplicates.

    The articles of a stratum come in the order in which they are wanted. Of a `group` of near-duplicates one is taken;
    where too few are left, other strata make up for it, and in the end near-duplicates.
    """
    every = sum(map(len, strata.values()))
    wanted = shares(strata, min(1.0, number / every)) if every else {}
    taken: dict[str, list[int]] = {name: [] for name in sorted(strata)}
    groups: set[Hashable] = set()

    def take(name: str, most: int, *, apart: bool) -> int:
        before = len(taken[name])
        here = set(taken[name])
        for article in strata[name]:
            if len(taken[name]) - before >= most:
                break
            if article not in here and not (apart and group(article) in groups):
                taken[name].append(article)
                groups.add(group(article))
        return len(taken[name]) - before

    left = sum(wanted.values())
    for name in taken:
        left -= take(name, wanted[name], apart=True)
    for name in taken:
        left -= take(name, left, apart=True)
    alike = 0
    for name in taken:
        alike += take(name, left - alike, apart=False)
    return {name: articles for name, articles in taken.items() if articles}, alike
