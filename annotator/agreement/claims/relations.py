"""How many relations two annotators both have, in five ways, each as counts that F1 follows from.

A relation is a triple of head, label and tail; an end is a place `[start, end)` in code points, whatever the label of
the span there, so that a dispute on that is not counted again. Relations are compared one to one, in as many pairs as
there can be:

    exact       the same ends and label; either way round where the label has no direction
    unlabelled  the same ends, whatever the label
    undirected  the same ends and label, whichever is the head
    partial     the same label, and ends that overlap
    entities    the same label, and ends that are mentions of the same entities: those of the two that share a mention.
                What one annotator says of the same two entities again counts once.

The first is what Taillé, Guigue, Scoutheeten and Gallinari (2020), "Let's stop incorrect comparisons in end-to-end
relation extraction!", call the evaluation by boundaries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from annotator.agreement.base import Place, Triple
from annotator.agreement.common.pairing import least_cost
from annotator.agreement.f1 import Matches

Entities = Iterable[Collection[Place]]
Mentions = tuple[Place, ...]


def compare(
    a: Iterable[Triple],
    b: Iterable[Triple],
    *,
    undirected: Collection[str] = (),
    entities: tuple[Entities, Entities] = ((), ()),
) -> dict[str, Matches]:
    """The counts by the names above; `undirected` are labels without a direction, `entities` those of each."""
    ours, theirs = (sorted({_in_order(one, undirected) for one in side}) for side in (a, b))
    sizes = len(ours), len(theirs)
    turned = [Counter((label, *sorted((head, tail))) for head, label, tail in side) for side in (ours, theirs)]
    return {
        "exact": Matches(len({*ours}.intersection(theirs)), *sizes),
        "unlabelled": Matches(_unlabelled(ours, theirs, undirected), *sizes),
        "undirected": Matches((turned[0] & turned[1]).total(), *sizes),
        "partial": Matches(_partial(ours, theirs, undirected), *sizes),
        "entities": _by_entity(ours, theirs, undirected, entities),
    }


def compare_labels(
    a: Collection[Triple],
    b: Collection[Triple],
    *,
    undirected: Collection[str] = (),
    entities: tuple[Entities, Entities] = ((), ()),
) -> dict[str, dict[str, Matches]]:
    """The counts of each label that one of them used."""
    sides: dict[str, tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
    for place, side in enumerate((a, b)):
        for one in side:
            sides[one[1]][place].append(one)
    return {label: compare(*mine, undirected=undirected, entities=entities) for label, mine in sorted(sides.items())}


def _in_order(one: Triple, undirected: Collection[str]) -> Triple:
    head, label, tail = one
    return (tail, label, head) if label in undirected and tail < head else one


def _ways(one: Triple, undirected: Collection[str]) -> Iterator[tuple[Place, Place]]:
    """The ends of a relation, also the other way round where it has no direction."""
    head, label, tail = one
    yield head, tail
    if label in undirected:
        yield tail, head


def _unlabelled(ours: Sequence[Triple], theirs: Sequence[Triple], undirected: Collection[str]) -> int:
    there: defaultdict[tuple[Place, Place], set[int]] = defaultdict(set)
    for number, one in enumerate(theirs):
        for ends in _ways(one, undirected):
            there[ends].add(number)
    return _most([{n for ends in _ways(one, undirected) for n in there.get(ends, ())} for one in ours])


def _partial(ours: Sequence[Triple], theirs: Sequence[Triple], undirected: Collection[str]) -> int:
    there: defaultdict[str, list[tuple[Place, Place, int]]] = defaultdict(list)
    for number, one in enumerate(theirs):
        there[one[1]].extend((*ends, number) for ends in _ways(one, undirected))
    for same in there.values():
        same.sort()
    longest = {label: max(end - start for (start, end), _, _ in same) for label, same in there.items()}
    return _most([
        {
            number
            for head, tail, number in _near(there[label], start - longest[label], end)
            if _overlap(head, (start, end)) and _overlap(tail, other)
        }
        if label in longest
        else set()
        for (start, end), label, other in ours
    ])  # fmt: skip


def _near(sides: list[tuple[Place, Place, int]], first: int, last: int) -> list[tuple[Place, Place, int]]:
    """Those whose head begins in `[first, last)`."""
    return sides[bisect_left(sides, first, key=_begin) : bisect_left(sides, last, key=_begin)]


def _begin(side: tuple[Place, Place, int]) -> int:
    return side[0][0]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _by_entity(
    ours: Iterable[Triple], theirs: Iterable[Triple], undirected: Collection[str], entities: tuple[Entities, Entities]
) -> Matches:
    here, there = (
        {_between(one, names, undirected) for one in side}
        for side, names in zip((ours, theirs), map(_mentions, entities), strict=True)
    )
    found: defaultdict[tuple[str, int, Place], set[tuple[int, int]]] = defaultdict(set)
    for number, (label, *ends) in enumerate(there):
        for way in range(1 + (label in undirected)):
            for side, mentions in enumerate(ends):
                for mention in mentions:
                    found[label, side ^ way, mention].add((number, way))

    def reached(label: str, side: int, mentions: Iterable[Place]) -> set[tuple[int, int]]:
        return {one for mention in mentions for one in found.get((label, side, mention), ())}

    rows = [{number for number, _ in reached(label, 0, head) & reached(label, 1, tail)} for label, head, tail in here]
    return Matches(_most(rows), len(here), len(there))


def _mentions(entities: Entities) -> dict[Place, Mentions]:
    """The mentions of the entity of each mention, in order."""
    return {one: mentions for mentions in (tuple(sorted({*entity})) for entity in entities) for one in mentions}


def _between(one: Triple, of: Mapping[Place, Mentions], undirected: Collection[str]) -> tuple[str, Mentions, Mentions]:
    head, label, tail = one
    ends = of.get(head, (head,)), of.get(tail, (tail,))
    return (label, min(ends), max(ends)) if label in undirected else (label, *ends)


def _most(rows: Sequence[Collection[int]]) -> int:
    """How many rows can have a column each, one of those they may take."""
    return len(rows) - least_cost([dict.fromkeys(row, 0) for row in rows], 1)
