"""Entities of two annotators: every formula by hand and by its definition, and the cases that other scorers hold to."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.shared import DATA

from annotator.agreement.claims.entities import Scores, compare, conll, partition

COVAL = DATA / "claims" / "coval"
Partition = list[frozenset[int]]
MEASURES = ("mentions", "muc", "b3", "ceafe", "lea")


def shares(score: Scores) -> tuple[Fraction | None, ...]:
    return score.recall(), score.precision(), score.f1()


def fractions(*written: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, written))


def grouped(names: Sequence[int]) -> Partition:
    """Mentions by the names of their entities; 0 is no entity."""
    groups = {name: frozenset(at for at, one in enumerate(names) if one == name) for name in names if name}
    return list(groups.values())


partitions = st.lists(st.integers(0, 5), max_size=8).map(grouped)
UNION, TOWN, SHE = {1, 2, 3, 4}, {5, 6}, {7}
KEY, RESPONSE = [UNION, TOWN, SHE], [{1, 2}, {3, 4, 5}, {6}, {8}]


def test_every_measure_by_hand() -> None:
    found = compare(KEY, RESPONSE)
    assert {name: shares(found[name]) for name in MEASURES} == {
        "mentions": fractions("6/7", "6/7", "6/7"),
        "muc": fractions("2/4", "2/3", "4/7"),  # the union in 2 parts, the town in 2; {3 4 5} in 2
        "b3": fractions("3/7", "2/3", "12/23"),  # (4+4)/4 + (1+1)/2; 4/2 + (4+1)/3 + 1
        "ceafe": fractions("4/9", "1/3", "8/21"),  # the union with {1 2}: 4/6, the town with {6}: 2/3
        "lea": fractions("4/21", "3/7", "24/91"),  # 4 * 2/6; 2 * 1/1 + 3 * 1/3; {6} is no singleton of the key
    }
    assert conll(found) == (Fraction(4, 7) + Fraction(12, 23) + Fraction(8, 21)) / 3


def test_every_measure_by_hand_without_singletons() -> None:
    found = compare(KEY, RESPONSE, singletons=False)
    assert {name: shares(found[name]) for name in MEASURES} == {
        "mentions": fractions("5/6", "1", "10/11"),
        "muc": fractions("2/4", "2/3", "4/7"),
        "b3": fractions("5/12", "11/15", "110/207"),
        "ceafe": fractions("8/15", "8/15", "8/15"),  # the union with {1 2}: 4/6, the town with {3 4 5}: 2/5
        "lea": fractions("2/9", "3/5", "12/37"),
    }


def test_a_singleton_links_to_itself_where_both_have_it_so() -> None:
    assert shares(compare([{1}, {2}, {3, 4}], [{1}, {2, 5}])["lea"]) == fractions("1/4", "1/3", "2/7")
    assert compare([{1}], [{1}])["lea"].f1() == 1
    assert compare([{1}], [{1, 2}])["lea"].f1() == 0


def test_nothing_to_find_has_no_value_and_nothing_found_is_nought() -> None:
    nothing, singleton = compare([], []), compare([{1}], [{1}])
    assert {one.f1() for one in nothing.values()} == {None}
    assert conll(nothing) is None
    assert [singleton["muc"].f1(), singleton["b3"].f1(), conll(singleton)] == [None, 1, None]
    one_sided = compare([{1, 2}], [])
    assert [*shares(one_sided["muc"])] == [0, None, 0]
    assert {one.f1() for one in one_sided.values()} == {0}


def test_a_repeated_mention_stays_in_its_first_entity() -> None:
    assert partition([[1, 1, 2], [2, 3], [2]]) == [{1, 2}, {3}]
    assert compare(KEY, [[1, 2, 2], [3, 4, 5, 1], [6], [8], [6]]) == compare(KEY, RESPONSE)


def test_several_articles_are_the_sum_of_their_counts() -> None:
    one, other = compare([{1, 2, 3}], [{1, 2}])["muc"], compare([{1, 2}], [{1}, {2}])["muc"]
    assert shares(one) == fractions("1/2", "1", "2/3")
    assert shares(one + other) == fractions("1/3", "1", "1/2")


@given(partitions, partitions)
def test_b3_and_lea_mention_by_mention_and_link_by_link(a: Partition, b: Partition) -> None:
    found = compare(a, b)
    b3 = sum(
        (Fraction(len(mine & theirs), len(mine)) for mine in a for one in mine for theirs in b if one in theirs),
        Fraction(0),
    )
    lea = Fraction(0)
    for mine in a:
        links = list(combinations(mine, 2))
        kept = sum(any({*link} <= theirs for theirs in b) for link in links)
        lea += Fraction(len(mine) * kept, len(links)) if links else int(mine in b)
    assert (found["b3"].found_a, found["lea"].found_a) == (b3, lea)


@given(partitions, partitions)
def test_muc_is_the_links_that_are_missing(a: Partition, b: Partition) -> None:
    apart = sum(len({next((n for n, theirs in enumerate(b) if one in theirs), -one - 1) for one in mine}) for mine in a)
    assert compare(a, b)["muc"].found_a == sum(map(len, a)) - apart


@given(partitions, partitions)
def test_ceafe_is_the_best_of_all_pairings(a: Partition, b: Partition) -> None:
    few, many = sorted((a, b), key=len)
    best = max(
        sum((Fraction(2 * len(x & y), len(x) + len(y)) for x, y in zip(few, order, strict=False)), Fraction(0))
        for order in permutations(many, len(few))
    )
    assert compare(a, b)["ceafe"].found_a == best


@given(partitions, partitions, st.randoms(use_true_random=False), st.booleans())
def test_f1_is_symmetric_bounded_and_blind_to_order(a: Partition, b: Partition, draw: Any, singletons: bool) -> None:
    found, turned = compare(a, b, singletons=singletons), compare(b, a, singletons=singletons)
    renamed = [[{-one for one in mine} for mine in draw.sample(side, len(side))] for side in (a, b)]
    assert compare(*renamed, singletons=singletons) == found
    for name, score in found.items():
        assert score.f1() == turned[name].f1()
        assert (score.recall(), score.precision()) == (turned[name].precision(), turned[name].recall())
        assert all(share is None or 0 <= share <= 1 for share in shares(score))


@given(partitions, partitions)
def test_only_what_is_equal_is_perfect(a: Partition, b: Partition) -> None:
    assume(a or b)
    found = compare(a, b)
    for name in ("b3", "ceafe", "lea"):
        assert (found[name].f1() == 1) == ({*a} == {*b})
    linked = [{one for one in side if len(one) > 1} for side in (a, b)]
    assert (found["muc"].f1() == 1) == (linked[0] == linked[1] != set())


def test_five_hundred_entities_are_paired() -> None:
    key = [{10 * one + at for at in range(4)} for one in range(500)]
    response = [{10 * one + 2, 10 * one + 3, 10 * ((one + 1) % 500), 10 * ((one + 1) % 500) + 1} for one in range(500)]
    assert compare(key, response)["ceafe"].f1() == Fraction(1, 2)


def entities(path: Path) -> list[list[tuple[int, int]]]:
    """Those in the last column of a CoNLL file, mentions by the numbers of their lines."""
    open_at: dict[str, list[int]] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        cell = "" if line.startswith("#") or not line.strip() else line.split()[-1]
        for opens, name, closes in re.findall(r"(\(?)(\d+)(\)?)", cell):
            if opens:
                open_at.setdefault(name, []).append(number)
            if closes:
                found.setdefault(name, []).append((open_at[name].pop(), number))
    return list(found.values())


def cases() -> list[dict[str, Any]]:
    expected = COVAL / "expected.json"
    return list(json.loads(expected.read_text(encoding="utf-8"))) if expected.is_file() else []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_a_case_of_coval_to_the_last_digit(case: dict[str, Any]) -> None:
    found = compare(entities(COVAL / case["key"]), entities(COVAL / case["response"]))
    names = {"muc": "muc", "b_cubed": "b3", "ceafe": "ceafe", "lea": "lea"}
    for theirs, ours in names.items():
        for share, value in zip(shares(found[ours]), case.get(theirs, ()), strict=False):
            if tolerance := case.get(f"{theirs}_tolerance"):
                assert float(share or 0) == pytest.approx(value, abs=tolerance)
            else:
                assert (share or 0) == Fraction(value).limit_denominator(10_000)
