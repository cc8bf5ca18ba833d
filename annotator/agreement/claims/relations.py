"""How many relations two annotators both have, in five ways, each as counts that F1 follows from.

A relation is a triple of head, label and tail; an end is a place `[start, end)` in code points, whatever the label of
the span there, so that a dispute on that is not counted again. Of a label that relates entities an end is the entity,
and the same as the other's where the two share a mention; what one annotator says of it twice counts once. Relations
are compared one to one, in as many pairs as there can be:

    exact       the same ends and label; either way round where the label has no direction
    unlabelled  the same ends, whatever the label
    undirected  the same ends and label, whichever is the head
    partial     the same label, and ends that overlap
    entities    exactly, as if every label related entities

The first is what Taillé, Guigue, Scoutheeten and Gallinari (2020), "Let's stop incorrect comparisons in end-to-end
relation extraction!", call the evaluation by boundaries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from annotator.agreement.base import Claims, Place
from annotator.agreement.claims.entities import partition
from annotator.agreement.common.pairing import least_cost
from annotator.agreement.f1 import Matches

_End = tuple[Place, ...]
"""The mentions of an entity in order, or a place alone."""
_Relation = tuple[str, _End, _End]
_Near = Callable[[Place], Iterable[Place]]


def compare(a: Claims, b: Claims) -> dict[str, Matches]:
    """The counts by the names above."""
    undirected = {*a.undirected, *b.undirected}
    between = {*a.between_entities, *b.between_entities}
    labels = {label for claims in (a, b) for _, label, _ in claims.relations}
    ours, theirs = (_relations(claims, undirected, between) for claims in (a, b))
    by_entity = [_relations(claims, undirected, labels) for claims in (a, b)]
    return {
        "exact": _matches(ours, theirs, undirected),
        "unlabelled": _matches(ours, theirs, undirected, labelled=False),
        "undirected": _matches(ours, theirs, labels),
        "partial": _matches(ours, theirs, undirected, _overlapping(theirs)),
        "entities": _matches(by_entity[0], by_entity[1], undirected),
    }


def compare_labels(a: Claims, b: Claims) -> dict[str, dict[str, Matches]]:
    """The counts of each label that one of them used."""
    by_label: list[defaultdict[str, list[tuple[Place, str, Place]]]] = [defaultdict(list), defaultdict(list)]
    for mine, claims in zip(by_label, (a, b), strict=True):
        for one in claims.relations:
            mine[one[1]].append(one)
    ours, theirs = by_label
    return {
        label: compare(replace(a, relations=ours[label]), replace(b, relations=theirs[label]))
        for label in sorted({*ours, *theirs})
    }


def confusion(a: Claims, b: Claims) -> Counter[tuple[str | None, str | None]]:
    """How often one calls what is between the same ends this relation and the other that; None for no relation there.

    What both have exactly is paired first, what is left in the order of labels and ends.
    """
    undirected = {*a.undirected, *b.undirected}
    between = {*a.between_entities, *b.between_entities}
    ours, theirs = (sorted(_relations(claims, undirected, between)) for claims in (a, b))
    pairs: dict[int, int] = {}
    for labelled in (True, False):
        taken = {*pairs.values()}
        for number, row in enumerate(_reached(ours, theirs, undirected, labelled=labelled)):
            free = [other for other in sorted(row) if other not in taken]
            if number not in pairs and free:
                pairs[number] = free[0]
                taken.add(free[0])
    found = Counter[tuple[str | None, str | None]]((ours[one][0], theirs[other][0]) for one, other in pairs.items())
    found.update((one[0], None) for number, one in enumerate(ours) if number not in pairs)
    found.update((None, one[0]) for number, one in enumerate(theirs) if number not in {*pairs.values()})
    return found


def _relations(claims: Claims, undirected: Collection[str], between: Collection[str]) -> list[_Relation]:
    """Each relation once, its ends in order where it has no direction."""
    entities: dict[Place, _End] = {}
    for entity in partition(claims.entities) if between else ():
        entities |= dict.fromkeys(entity, tuple(sorted(entity)))
    found: dict[_Relation, None] = {}
    for head, label, tail in claims.relations:
        ends = [entities.get(place, (place,)) if label in between else (place,) for place in (head, tail)]
        head_end, tail_end = sorted(ends) if label in undirected else ends
        found[label, head_end, tail_end] = None
    return [*found]


def _matches(
    ours: Sequence[_Relation],
    theirs: Sequence[_Relation],
    either: Collection[str],
    near: _Near = lambda place: (place,),
    *,
    labelled: bool = True,
) -> Matches:
    """How many can be paired, as `_reached` tells."""
    rows = _reached(ours, theirs, either, near, labelled=labelled)
    return Matches(len(rows) - least_cost([dict.fromkeys(row, 0) for row in rows], 1), len(ours), len(theirs))


def _reached(
    ours: Sequence[_Relation],
    theirs: Sequence[_Relation],
    either: Collection[str],
    near: _Near = lambda place: (place,),
    *,
    labelled: bool,
) -> list[set[int]]:
    """Which of theirs each can be paired with, by number.

    Places that are `near` will do, and with a label in `either` the other way round.
    """
    there: defaultdict[tuple[int, Place], set[tuple[int, int]]] = defaultdict(set)
    for number, (label, *ends) in enumerate(theirs):
        for way in range(1 + (label in either)):
            for side, mentions in enumerate(ends):
                for place in mentions:
                    there[side ^ way, place].add((number, way))

    def reached(side: int, end: _End) -> set[tuple[int, int]]:
        return {one for mention in end for place in near(mention) for one in there.get((side, place), ())}

    rows: list[set[int]] = []
    for label, head, tail in ours:
        found = reached(0, head) & reached(1, tail)
        if label in either:
            found |= reached(0, tail) & reached(1, head)
        rows.append({number for number, _ in found if not labelled or theirs[number][0] == label})
    return rows


def _overlapping(theirs: Iterable[_Relation]) -> _Near:
    """Finds the places of ends that overlap with a place."""
    places = sorted({place for _, *ends in theirs for end in ends for place in end})
    longest = max((end - start for start, end in places), default=0)

    def near(place: Place) -> list[Place]:
        start, end = place
        some = places[bisect_left(places, (start - longest, 0)) : bisect_left(places, (end, 0))]
        return [one for one in some if start < one[1]]

    return near
