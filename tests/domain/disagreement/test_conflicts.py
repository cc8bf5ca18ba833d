from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.disagreement.conflicts import (
    Alignment,
    agreement_of,
    align,
    annotators_of,
    majority,
    name_of,
    renamed,
    speakers,
    versions_of,
)
from annotator.domain.span import Span

NAMES = ["ana", "ben", "cid", "dot", "eva"]


def span(start: int, end: int, label: str = "PER") -> Span:
    return Span(start, end, label)


anything = st.builds(
    lambda start, size, label: Span(start, start + size, label),
    st.integers(0, 30),
    st.integers(1, 10),
    st.sampled_from(["PER", "ORG"]),
)


def flat_of(spans: set[Span]) -> set[Span]:
    kept: set[Span] = set()
    for one in sorted(spans):
        if not any(one.overlaps(other) for other in kept):
            kept.add(one)
    return kept


def nested_of(spans: set[Span]) -> set[Span]:
    kept: set[Span] = set()
    for one in sorted(spans):
        if all(not one.overlaps(other) or one.contains(other) or other.contains(one) for other in kept):
            kept.add(one)
    return kept


some = st.sets(anything, max_size=8)
layer = st.one_of(some, some.map(flat_of), some.map(nested_of))
layers = st.integers(1, 5).flatmap(lambda n: st.fixed_dictionaries(dict.fromkeys(NAMES[:n], layer)))
flat_layers = st.integers(2, 5).flatmap(lambda n: st.fixed_dictionaries(dict.fromkeys(NAMES[:n], some.map(flat_of))))


def kinds(found: Alignment) -> list[str]:
    return [conflict.kind for conflict in found.conflicts]


@given(layers)
def test_every_span_of_every_layer_is_in_exactly_one_place(layers: dict[str, set[Span]]) -> None:
    found = align(layers)
    for who, spans in layers.items():
        places = Counter(found.agreed)
        for conflict in found.conflicts:
            places.update(dict(conflict.versions)[who])
        assert places == Counter(spans)


@given(layers)
def test_agreed_means_that_all_hold_it(layers: dict[str, set[Span]]) -> None:
    found = align(layers)
    assert set(found.agreed) == set.intersection(*layers.values())
    for conflict in found.conflicts:
        assert len({version for _, version in conflict.versions}) > 1


@given(layers, st.randoms())
def test_the_annotators_are_interchangeable(layers: dict[str, set[Span]], random: Random) -> None:
    names = list(layers)
    random.shuffle(names)
    swapped = dict(zip(layers, names, strict=True))
    one, other = align(layers), align({swapped[who]: spans for who, spans in reversed(layers.items())})
    assert one.agreed == other.agreed
    assert [
        (c.kind, c.start, c.end, {(swapped[who], version) for who, version in c.versions}) for c in one.conflicts
    ] == [(c.kind, c.start, c.end, set(c.versions)) for c in other.conflicts]


@given(layers)
def test_conflicts_are_in_order_and_as_wide_as_their_spans(layers: dict[str, set[Span]]) -> None:
    found = align(layers).conflicts
    assert [c.start for c in found] == sorted(c.start for c in found)
    for conflict in found:
        assert conflict.start == min(one.start for one in conflict.spans)
        assert conflict.end == max(one.end for one in conflict.spans)


@given(flat_layers)
def test_without_nesting_a_conflict_is_what_hangs_together(layers: dict[str, set[Span]]) -> None:
    found = align(layers)
    groups = [set(conflict.spans) for conflict in found.conflicts]
    for place, one in enumerate(groups):
        for other in groups[place + 1 :]:
            assert not any(a.overlaps(b) for a in one for b in other)
        reached = {min(one)}
        while more := {b for a in reached for b in one if a.overlaps(b)} - reached:
            reached |= more
        assert reached == one


@given(layers, layer)
def test_a_change_touches_the_names_of_no_other_conflict(layers: dict[str, set[Span]], changed: set[Span]) -> None:
    before = align(layers)
    after = align(layers | {"ana": changed})
    moved = changed ^ layers["ana"]
    reach = [(c.start, c.end) for c in (*before.conflicts, *after.conflicts)]
    reach += [(one.start, one.end) for spans in layers.values() for one in spans] + [(m.start, m.end) for m in moved]
    touched = {(m.start, m.end) for m in moved}
    while more := {r for r in reach for t in touched if r[0] < t[1] and t[0] < r[1]} - touched:
        touched |= more
    for conflict in before.conflicts:
        if not any(conflict.start < end and start < conflict.end for start, end in touched):
            assert conflict.name in {c.name for c in after.conflicts}


@pytest.mark.parametrize(
    ("ana", "ben", "kind"),
    [
        ([span(0, 5)], [span(0, 5, "ORG")], "label"),
        ([span(0, 5)], [span(0, 4)], "boundary"),
        ([span(0, 5)], [span(0, 4, "ORG")], "both"),
        ([span(0, 5)], [], "missed"),
        ([span(0, 9)], [span(0, 4), span(5, 9)], "split/merge"),
        ([span(0, 6), span(7, 12)], [span(0, 4), span(5, 12)], "boundary"),
    ],
)
def test_the_kinds(ana: list[Span], ben: list[Span], kind: str) -> None:
    assert kinds(align({"ana": ana, "ben": ben})) == [kind]
    assert kinds(align({"ana": ben, "ben": ana})) == [kind]


def test_the_worst_of_several_differences_names_the_conflict() -> None:
    three = {"ana": [span(0, 5)], "ben": [span(0, 5, "ORG")], "cid": [span(0, 4)]}
    assert kinds(align(three)) == ["both"]
    assert kinds(align(three | {"cid": []})) == ["label"]


def test_one_alone_agrees_with_herself() -> None:
    assert align({"ana": [span(0, 5), span(7, 9)]}) == Alignment(("ana",), (span(0, 5), span(7, 9)), ())


def test_a_nested_span_without_a_partner_is_missed() -> None:
    outer, inner = span(0, 20, "ORG"), span(8, 15, "LOC")
    found = align({"ana": [outer, inner], "ben": [outer]})
    assert found.agreed == (outer,)
    assert [(c.kind, c.spans) for c in found.conflicts] == [("missed", (inner,))]


def test_outer_and_inner_spans_are_two_conflicts() -> None:
    ana = [span(0, 20, "ORG"), span(8, 15, "LOC")]
    ben = [span(0, 20, "PER"), span(8, 14, "LOC")]
    assert kinds(align({"ana": ana, "ben": ben})) == ["label", "boundary"]
    assert kinds(align({"ana": ana, "ben": ben[:1]})) == ["label", "missed"]


def test_a_bottomless_nest_ends() -> None:
    deep = [span(i, 3000 - i) for i in range(1000)]
    shifted = [span(i, 3001 - i) for i in range(1000)]
    found = align({"ana": deep, "ben": shifted, "cid": [one.labelled("ORG") for one in deep]})
    assert sum(len(c.spans) for c in found.conflicts) == 3000
    assert kinds(found) == ["both"] * 1000


def test_majority_is_more_than_half() -> None:
    one, other = span(0, 5), span(0, 4)
    (two_to_one,) = align({"ana": [one], "ben": [one], "cid": [other]}).conflicts
    (tie,) = align({"ana": [one], "ben": [other]}).conflicts
    (nothing,) = align({"ana": [one], "ben": [], "cid": []}).conflicts
    assert majority(two_to_one) == (one,)
    assert majority(tie) is None
    assert majority(nothing) == ()


def test_versions_are_numbered_in_the_order_asked_for() -> None:
    one, other = span(0, 5), span(0, 4)
    (conflict,) = align({"ana": [one], "ben": [other], "cid": [one]}).conflicts
    assert conflict.choices() == [((one,), ("ana", "cid")), ((other,), ("ben",))]
    assert conflict.choices(["cid", "ben", "ana"]) == [((one,), ("cid", "ana")), ((other,), ("ben",))]
    assert conflict.choices(["ben"])[0] == ((other,), ("ben",))


@given(layers)
def test_a_name_tells_who_said_what(layers: dict[str, set[Span]]) -> None:
    for conflict in align(layers).conflicts:
        assert versions_of(conflict.name) == dict(conflict.versions)
        assert annotators_of(conflict.name) == tuple(sorted(layers))
        for one in conflict.spans:
            assert speakers(conflict.name)(one) == ", ".join(who for who, v in conflict.versions if one in v)


def test_renamed_labels_keep_a_conflict_its_name() -> None:
    (before,) = align({"ana": [span(0, 5, "PERSON")], "ben": []}).conflicts
    (after,) = align({"ana": [span(0, 5, "PER")], "ben": []}).conflicts
    assert renamed(before.name, {"PERSON": "PER"}.__getitem__) == after.name


@pytest.mark.parametrize("name", ["", "agreed", "[]", "3", '{"a": 3}', '{"a": [[5, 1, "X"]]}', "[" * 100_000])
def test_a_name_that_is_none_tells_nothing(name: str) -> None:
    assert versions_of(name) == {}
    assert renamed(name, str.lower) == name
    assert speakers(name)(span(0, 1)) == ""


def test_an_agreement_names_its_annotators() -> None:
    name = agreement_of(["ben", "ana"])
    assert annotators_of(name) == ("ana", "ben")
    assert speakers(name)(span(0, 1)) == "ana, ben"


def test_permuted_annotators_give_the_same_names() -> None:
    pairs = [("ana", (span(0, 5),)), ("ben", ()), ("cid", (span(1, 2), span(3, 4)))]
    assert len({name_of(order) for order in permutations(pairs)}) == 1
