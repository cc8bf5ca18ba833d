"""Links of two annotators to a base, by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.claims.links import LinkCounts, Links, compare
from annotator.agreement.f1 import Matches

links = st.dictionaries(
    st.tuples(st.sampled_from([(0, 4), (6, 9), (12, 15)]), st.sampled_from(["news", "places"])),
    st.sampled_from(["", "K1", "K2"]),
)


def test_entries_answers_and_what_is_not_in_the_base_are_counted_apart() -> None:
    places = {number: ((number, number + 1), "news") for number in range(6)}
    a = {places[0]: "K1", places[1]: "K2", places[2]: "", places[3]: "", places[4]: "K4"}
    b = {places[0]: "K1", places[1]: "K3", places[2]: "K9", places[3]: "", places[5]: "K4"}
    assert compare(a, b) == LinkCounts(entries=Matches(1, 3, 4), missing=Matches(1, 2, 1), alike=1, answered=3)


def test_one_place_may_be_in_two_bases() -> None:
    a = {((0, 4), "news"): "K1", ((0, 4), "places"): "K1"}
    assert compare(a, {((0, 4), "places"): "K1"}) == LinkCounts(Matches(1, 2, 1), Matches(), alike=1, answered=1)


@given(links, links)
def test_symmetric_bounded_and_perfect_with_itself(a: Links, b: Links) -> None:
    found, turned = compare(a, b), compare(b, a)
    for one, other in ((found.entries, turned.entries), (found.missing, turned.missing)):
        assert (one.both, one.a, one.b) == (other.both, other.b, other.a)
        assert one.both <= min(one.a, one.b)
    assert (found.alike, found.answered) == (turned.alike, turned.answered)
    assert found.alike <= found.answered
    same = compare(a, a)
    assert same.alike == same.answered == same.entries.both == same.entries.a
