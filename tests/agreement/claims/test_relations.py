"""Relations of two annotators, by hand and by what each way to compare them means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.base import Claims, Place, Triple
from annotator.agreement.claims.relations import compare as compare_claims
from annotator.agreement.claims.relations import compare_labels
from annotator.agreement.f1 import Matches

LUND, LUND_TOO, PORT, PORT_WIDER, UNION = (0, 8), (50, 52), (10, 14), (10, 24), (30, 35)
MET = {"met"}
WAYS = ("exact", "unlabelled", "undirected", "partial", "entities")
Partition = list[list[Place]]
NONE: Partition = []

places = st.sampled_from([(0, 2), (1, 4), (4, 6), (5, 9), (9, 10), (12, 14)])
triples = st.sets(st.tuples(places, st.sampled_from(["heads", "owns", "met"]), places), max_size=7)
partitions = st.dictionaries(places, st.integers(0, 2)).map(
    lambda named: [[one for one, name in named.items() if name == group] for group in range(3)]
)


def claims(relations: Iterable[Triple], entities: Partition = NONE, between: Sequence[str] = ()) -> Claims:
    return Claims([*relations], MET, between, entities)


def compare(
    a: Iterable[Triple], b: Iterable[Triple], entities: Sequence[Partition] = (NONE, NONE), between: Sequence[str] = ()
) -> dict[str, Matches]:
    return compare_claims(claims(a, entities[0], between), claims(b, entities[1], between))


def both(a: Sequence[Triple], b: Sequence[Triple]) -> dict[str, int]:
    return {way: found.both for way, found in compare(a, b).items()}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ((LUND, "heads", PORT), WAYS),
        ((LUND, "owns", PORT), ("unlabelled",)),
        ((PORT, "heads", LUND), ("undirected",)),
        ((LUND, "heads", PORT_WIDER), ("partial",)),
        ((PORT_WIDER, "heads", LUND), ()),
        ((LUND, "met", PORT), ("unlabelled",)),
        ((PORT, "met", LUND), ("unlabelled",)),
        ((LUND, "heads", UNION), ()),
    ],
)
def test_each_way_by_hand(other: Triple, found: Sequence[str]) -> None:
    assert both([(LUND, "heads", PORT)], [other]) == {way: int(way in found) for way in WAYS}


def test_a_label_without_direction_holds_either_way() -> None:
    assert both([(LUND, "met", PORT)], [(PORT, "met", LUND)]) == dict.fromkeys(WAYS, 1)
    assert both([(LUND, "met", PORT)], [(PORT_WIDER, "met", LUND)])["partial"] == 1
    twice = [(LUND, "met", PORT), (PORT, "met", LUND)]
    assert compare(twice, twice)["exact"] == Matches(1, 1, 1)


def test_relations_are_compared_one_to_one() -> None:
    a, b = [(LUND, "heads", PORT), (LUND, "owns", PORT)], [(LUND, "leads", PORT)]
    assert compare(a, b)["unlabelled"] == Matches(1, 2, 1)
    a, b = [(LUND, "heads", PORT), (PORT, "heads", LUND)], [(LUND, "heads", PORT)]
    assert compare(a, b)["undirected"] == Matches(1, 2, 1)
    a, b = [(LUND, "heads", PORT), (LUND, "heads", PORT_WIDER)], [(LUND, "heads", (10, 13)), (LUND, "heads", (20, 24))]
    assert compare(a, b)["partial"] == Matches(2, 2, 2)


def test_between_entities_what_is_said_of_other_mentions_is_the_same() -> None:
    a, b = [(LUND, "heads", PORT)], [(LUND_TOO, "heads", PORT)]
    ours, theirs = [[LUND, LUND_TOO]], [[LUND_TOO, UNION]]
    assert compare(a, b, entities=(ours, theirs))["entities"] == Matches(1, 1, 1)
    assert compare(a, b, entities=([], theirs))["entities"] == Matches(0, 1, 1)
    again = [*b, (UNION, "heads", PORT), (UNION, "owns", PORT)]
    assert compare(a, again, entities=(ours, theirs))["entities"] == Matches(1, 1, 2)
    assert compare(a, again, entities=(ours, theirs))["exact"] == Matches(0, 1, 3)


def test_a_label_that_relates_entities_is_compared_so_in_every_way() -> None:
    a, b = [(LUND, "heads", PORT), (LUND, "owns", PORT)], [(LUND_TOO, "heads", PORT), (UNION, "heads", PORT)]
    found = compare(a, b, ([[LUND, LUND_TOO]], [[LUND_TOO, UNION]]), ["heads"])
    assert found == {
        "exact": Matches(1, 2, 1), "unlabelled": Matches(1, 2, 1), "undirected": Matches(1, 2, 1),
        "partial": Matches(1, 2, 1), "entities": Matches(1, 2, 1),
    }  # fmt: skip
    wider = compare(a, [((1, 4), "heads", PORT_WIDER)], ([[LUND, LUND_TOO]], NONE), ["heads"])
    assert (wider["exact"].both, wider["partial"].both) == (0, 1)


def test_each_label_by_itself() -> None:
    a, b = [(LUND, "heads", PORT), (LUND, "met", UNION)], [(LUND, "heads", PORT), (UNION, "owns", PORT)]
    found = compare_labels(claims(a), claims(b))
    assert {label: ways["exact"] for label, ways in found.items()} == {
        "heads": Matches(1, 1, 1), "met": Matches(0, 1, 0), "owns": Matches(0, 0, 1),
    }  # fmt: skip


@given(triples, triples, partitions, partitions)
def test_symmetric_bounded_and_in_order(a: set[Triple], b: set[Triple], ours: Partition, theirs: Partition) -> None:
    found = compare(a, b, entities=(ours, theirs))
    turned = compare(b, a, entities=(theirs, ours))
    for way, one in found.items():
        assert (one.both, one.a, one.b) == (turned[way].both, turned[way].b, turned[way].a)
        assert 0 <= one.both <= min(one.a, one.b)
    assert found["exact"].both <= min(found[way].both for way in ("unlabelled", "undirected", "partial"))
    assert found["entities"].a <= found["exact"].a
    same = compare(a, a, entities=(ours, ours))
    assert all(one.both == one.a == one.b for one in same.values())


@given(triples, triples)
def test_labels_add_up(a: set[Triple], b: set[Triple]) -> None:
    whole, by_label = compare(a, b), compare_labels(claims(a), claims(b))
    for way in ("exact", "undirected", "partial", "entities"):
        assert sum((ways[way] for ways in by_label.values()), Matches()) == whole[way]


@given(triples, triples)
def test_without_entities_each_place_is_its_own(a: set[Triple], b: set[Triple]) -> None:
    found = compare(a, b)
    assert found["entities"] == found["exact"]


@given(triples, triples)
def test_partial_is_the_most_pairs_there_can_be(a: set[Triple], b: set[Triple]) -> None:
    def alike(one: Triple, other: Triple) -> bool:
        ends = [(other[0], other[2]), (other[2], other[0])][: 1 + (one[1] in MET)]
        overlap = any(one[0][0] < h[1] and h[0] < one[0][1] and one[2][0] < t[1] and t[0] < one[2][1] for h, t in ends)
        return one[1] == other[1] and overlap

    ours, theirs = ({in_order(one) for one in side} for side in (a, b))
    found: dict[Triple, Triple] = {}

    def placed(one: Triple, seen: set[Triple]) -> bool:
        for other in theirs - seen:
            if alike(one, other):
                seen.add(other)
                if other not in found or placed(found[other], seen):
                    found[other] = one
                    return True
        return False

    most = sum(placed(one, set()) for one in sorted(ours))
    assert compare(a, b)["partial"].both == most


def in_order(one: Triple) -> Triple:
    return (min(one[0], one[2]), one[1], max(one[0], one[2])) if one[1] in MET else one
