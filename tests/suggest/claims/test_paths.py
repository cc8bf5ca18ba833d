"""Paths of relations: which there are, also where relations come and go, and what they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.claims import paths
from annotator.suggest.claims.paths import Counts, End, Near, Paths, Tie, counted

ENDS = "abcde"
TIES = st.builds(Tie, st.sampled_from(ENDS), st.sampled_from(["in", "of"]), st.sampled_from(ENDS))
OVER = ("born_in", False), ("part_of", False)


def all_paths(near: Near) -> dict[tuple[End, End], set[object]]:
    return {pair: set(near.paths(*pair)) for pair in permutations(ENDS, 2)}


def article(*ties: tuple[str, str, str]) -> Counts:
    return counted(frozenset(Tie(*one) for one in ties), frozenset((end, end[0]) for one in ties for end in one[::2]))


def born(person: str, town: str, country: str, *, citizen: bool = True) -> Iterable[tuple[str, str, str]]:
    yield person, "born_in", town
    yield town, "part_of", country
    if citizen:
        yield person, "citizen_of", country


def test_a_path_leads_over_one_step_or_two_either_way() -> None:
    near = Near([Tie("a", "in", "b"), Tie("c", "of", "b")])
    assert set(near.paths("a", "b")) == {(("in", False),)}
    assert set(near.paths("a", "c")) == {(("in", False), ("of", True))}
    assert set(near.paths("c", "a")) == {(("of", False), ("in", True))}


def test_no_path_leads_over_a_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "HUB", 2)
    near = Near([Tie("a", "in", "b"), Tie("c", "in", "b")])
    assert list(near.paths("a", "c"))
    assert {("a", "c"), ("c", "a")} <= set(near.add(Tie("d", "in", "b")))
    assert not list(near.paths("a", "c"))
    assert ("a", "c") not in near.pairs()
    assert {("a", "c"), ("c", "a")} <= set(near.remove(Tie("d", "in", "b")))
    assert list(near.paths("a", "c"))


@given(st.lists(TIES.filter(lambda one: one.head != one.tail)), st.sampled_from([2, 3, 50]))
def test_what_comes_and_goes_leaves_the_paths_that_there_are_and_tells_which_changed(many: list[Tie], hub: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "HUB", hub)
        near, there = Near(), set[Tie]()
        for tie in many:
            before = all_paths(near)
            touched = set(near.remove(tie) if tie in there else near.add(tie))
            there ^= {tie}
            now = all_paths(near)
            assert now == all_paths(Near(there))
            assert {pair for pair in now if now[pair] != before[pair]} <= touched
            assert set(near.pairs()) == {pair for pair in now if now[pair]}


def test_what_a_path_led_to_often_enough_follows() -> None:
    some = [article(*born(f"p{n}", f"t{n}", f"c{n}")) for n in range(3)]
    assert not Paths(some[:2])
    assert Paths(some).follows(OVER, ("p", "c")) == {"citizen_of": pytest.approx(3.5 / 4)}
    assert Paths(some).follows(OVER[:1], ("p", "t")) == {}


def test_what_a_path_seldom_led_to_does_not_follow() -> None:
    some = [article(*born(f"p{n}", f"t{n}", f"c{n}", citizen=n < 3)) for n in range(6)]
    assert Paths(some).follows(OVER, ("p", "c")) == {}


def test_labels_decide_where_they_were_there_often_enough() -> None:
    some = [
        article(*born(f"p{n}", f"t{n}", f"c{n}"), *born(f"x{n}", f"y{n}", f"c{n}", citizen=False)) for n in range(3)
    ]
    learned = Paths(some)
    assert learned.follows(OVER, ("p", "c"))
    assert learned.follows(OVER, ("x", "c")) == {}
    assert learned.follows(OVER, ("new", "c")) == {}


def test_a_relation_does_not_follow_from_itself_but_may_from_its_inverse() -> None:
    some = [article((f"a{n}", "has", f"b{n}"), (f"b{n}", "of", f"a{n}")) for n in range(3)]
    assert set(Paths(some).follows((("has", False),), ("a", "b"))) == set()
    assert set(Paths(some).follows((("has", True),), ("b", "a"))) == {"of"}
