from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import spans

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.scheme import HOT_KEYS, Group, Label, Overlap, Scheme, free_key
from annotator.domain.span import Span
from annotator.errors import SchemeError

some = spans(10)
names = st.sampled_from(("PER", "PERSON", "ORG", "LOC", "MISC"))
SCHEME = Scheme(
    (Label("PER", "P"), Label("ORG", "O"), Label("SPORT", kind="article"), Label("CITY", kind="article")),
    suffixes={"Inc": "ORG"},
    groups=(Group("topic", "one", ("SPORT", "CITY")),),
)


@given(some, some, st.sampled_from(["none", "nested", "any"]))
def test_the_overlap_policy_is_about_shared_code_points(one: Span, other: Span, policy: Overlap) -> None:
    here, there = set(range(one.start, one.end)), set(range(other.start, other.end))
    wanted = one != other and (
        not here & there or policy == "any" or (policy == "nested" and (here <= there or there <= here))
    )
    scheme = Scheme((Label("A"),), overlap=policy)
    assert scheme.allows(one, other) == wanted == scheme.allows(other, one)


@given(st.lists(st.tuples(names, names), max_size=8))
def test_after_any_renaming_every_name_ever_used_means_a_label_that_is_there(pairs: list[tuple[str, str]]) -> None:
    scheme = Scheme((Label("PER", "P"), Label("ORG", "O"), Label("LOC", "L")), suffixes={"Inc": "ORG"})
    used = {"PER", "ORG", "LOC"}
    meant = {name: name for name in used}
    for old, new in pairs:
        if scheme.label(old) is None:
            with pytest.raises(SchemeError, match="has no label"):
                scheme.renamed(old, new)
            continue
        was, into = scheme.current(old), scheme.current(new)
        target = new if into == was or scheme.label(new) is None else into
        scheme = scheme.renamed(old, new)
        used.add(new)
        meant = {name: target if now == was else now for name, now in meant.items()} | {new: target}
    assert {name: scheme.current(name) for name in used} == meant
    assert set(meant.values()) == set(scheme.names())
    assert set(scheme.suffixes.values()) <= set(scheme.names())


def test_a_label_can_have_its_first_name_back() -> None:
    there = SCHEME.renamed("PER", "PERSON")
    back = there.renamed("PERSON", "PER")
    assert (there.names()[0], there.current("PER")) == ("PERSON", "PERSON")
    assert (back.names()[0], back.current("PERSON"), back.current("PER")) == ("PER", "PER", "PER")


def test_renaming_to_its_present_name_changes_nothing() -> None:
    assert SCHEME.renamed("PER", "PER") is SCHEME


def test_merging_joins_groups_and_suffixes_and_keeps_the_place() -> None:
    merged = SCHEME.renamed("SPORT", "CITY").renamed("ORG", "PER")
    assert merged.names() == ("PER", "CITY")
    assert merged.groups == (Group("topic", "one", ("CITY",)),)
    assert merged.suffixes == {"Inc": "PER"}


def test_labels_of_different_kinds_do_not_merge() -> None:
    with pytest.raises(SchemeError, match="kind"):
        SCHEME.renamed("PER", "SPORT")


@given(st.lists(st.text("abcdefgxyzß_0 é", min_size=1).filter(str.strip), unique=True, max_size=50))
def test_new_labels_take_free_keys_until_there_are_none(new: list[str]) -> None:
    scheme = Scheme(())
    for name in new:
        scheme = scheme.with_label(name)
    keys = [label.key for label in scheme.labels if label.key]
    assert len(set(keys)) == len(keys) == min(len(scheme.labels), len(HOT_KEYS))
    assert all(scheme.by_key(label.key) == label for label in scheme.labels if label.key)
    assert all(label.colour for label in scheme.labels)


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("person", "", "P"),
        ("person", "PE", "R"),
        ("xx", "X", "A"),
        ("été", "", "T"),
        ("a", HOT_KEYS, ""),
        ("7b", "", "7"),
    ],
)
def test_a_hot_key_is_a_free_letter_of_the_name_then_any(name: str, taken: str, key: str) -> None:
    assert free_key(name, taken) == key


def test_a_known_label_is_not_added_again_under_any_of_its_names() -> None:
    scheme = SCHEME.renamed("PER", "PERSON")
    assert scheme.with_label("PERSON") is scheme
    assert scheme.with_label("PER") is scheme
    assert scheme.by_key("") is None


def test_an_archived_label_keeps_its_name_and_gives_its_key_free() -> None:
    scheme = SCHEME.archive("PER")
    assert scheme.label("PER") == Label("PER", "P", archived=True)
    assert [label.name for label in scheme.active()] == ["ORG"]
    assert [label.name for label in scheme.active("article")] == ["SPORT", "CITY"]
    assert scheme.by_key("P") is None
    assert scheme.with_label("PLACE", key="P").by_key("P") == Label("PLACE", "P", "green")
    with pytest.raises(SchemeError, match="has no label"):
        SCHEME.archive("NOBODY")


def test_what_a_foreign_label_means() -> None:
    scheme = Scheme(
        (
            Label("LOC", "L", from_=("GPE", "LOC")),
            Label("ORG", "O"),
            Label("OLD", archived=True),
            Label("FAC", kind="article"),
        )
    )
    means = {name: scheme.meaning(name) for name in ("GPE", "LOC", "ORG", "OLD", "FAC", "DATE")}
    assert means == {"GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "OLD": None, "FAC": None, "DATE": None}


@pytest.mark.parametrize(
    ("labels", "means"),
    [
        ("PER LOC ORG MISC", {"PERSON": "PER", "GPE": "LOC", "MISC": "MISC", "PRS": "PER", "DATE": None, "TIME": None}),
        ("PER LOC ORG MISC", {"NORP": "MISC", "WORK_OF_ART": "MISC", "event": "MISC", "FAC": "LOC", "MONEY": None}),
        ("PER LOC FAC EVENT misc", {"FAC": "FAC", "EVENT": "EVENT", "LAW": "misc", "LOC": "LOC"}),
        ("PER LOC location", {"FAC": None, "NORP": None}),
        ("PERSON GPE LOC ORG", {"PER": "PERSON", "GPE": "GPE", "LOC": "LOC", "MISC": None, "GPE_LOC": "GPE"}),
        ("PER PERSON", {"PER": "PER", "PERSON": "PERSON", "persName": "PERSON"}),
        (
            "Person Organization location",
            {"PER": "Person", "ORG": "Organization", "GPE": "location", "person": "Person"},
        ),
        ("GPE", {"LOC": None, "gpe": "GPE", "placeName": "GPE", "GPE_ORG": "GPE"}),
        ("", {"PER": None, "": None}),
    ],
)
def test_what_other_tools_call_by_another_name_means_the_same(labels: str, means: dict[str, str | None]) -> None:
    scheme = Scheme(tuple(map(Label, labels.split())))
    assert {foreign: scheme.meaning(foreign) for foreign in means} == means


def test_a_labels_own_name_means_itself_whatever_else_names_it() -> None:
    scheme = Scheme(
        (Label("MISC", from_=("LAW", "ORG")), Label("ORG", from_=("PARTY",)), Label("HUMAN", from_=("PER",)))
    )
    means = {name: scheme.meaning(name) for name in ("MISC", "LAW", "ORG", "PARTY", "PERSON", "HUMAN")}
    assert means == {"MISC": "MISC", "LAW": "MISC", "ORG": "ORG", "PARTY": "ORG", "PERSON": "HUMAN", "HUMAN": "HUMAN"}
    assert scheme.meaning("EVENT") is None  # what MISC means is said


def test_a_label_that_was_put_away_hands_its_meaning_to_no_other() -> None:
    scheme = Scheme((Label("PERSON", archived=True), Label("PER2"), Label("LOC"), Label("GPE", archived=True)))
    assert [scheme.meaning(name) for name in ("PERSON", "PER", "GPE", "GPE_LOC", "LOC")] == [None] * 4 + ["LOC"]
    scheme = Scheme((Label("PER"),)).renamed("PER", "HUMAN")
    assert [scheme.meaning(name) for name in ("PER", "PERSON", "HUMAN")] == ["HUMAN"] * 3


@pytest.mark.parametrize(
    ("names", "meant"),
    [(("person",), "person"), (("Person", "person"), None), (("person", "PERSON"), "PERSON"), (("people",), None)],
)
def test_a_foreign_label_is_meant_by_one_that_differs_in_case_alone(names: tuple[str, ...], meant: str | None) -> None:
    assert Scheme(tuple(map(Label, names))).meaning("PERSON") == meant
    assert Scheme((Label("person", from_=("HUMAN",)),)).meaning("PERSON") == "person"


@pytest.mark.parametrize(
    "changes",
    [
        {"overlap": "some"},
        {"auto_accept": "always"},
        {"accept_at": 1.5},
        {"accept_at": float("nan")},
        {"labels": (Label(" "),)},
        {"labels": (Label("A"), Label("A"))},
        {"labels": (Label("A", "x"),)},
        {"labels": (Label("A", "AB"),)},
        {"labels": (Label("A", "A"), Label("B", "A"))},
        {"labels": (Label("A", kind="word"),)},  # type: ignore[arg-type]
        {"suffixes": {"Inc": "NOBODY"}},
        {"groups": (Group("g", "one", ("ORG",)),)},
        {"groups": (Group("g", "two", ("SPORT",)),)},  # type: ignore[arg-type]
        {"aliases": {"ORG": "PER"}},
        {"aliases": {"OLD": "NOBODY"}},
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused_in_a_sentence(changes: dict[str, Any]) -> None:
    with pytest.raises(SchemeError, match=r"\.$"):
        replace(SCHEME, **changes)


def test_the_default_scheme_has_18_labels_each_with_a_key_a_colour_and_a_guideline() -> None:
    assert len(DEFAULT_SCHEME.labels) == 18
    assert "".join(label.key for label in DEFAULT_SCHEME.labels) == "PNFOGLREWAUDTHMQIC"
    assert all(label.colour and label.description for label in DEFAULT_SCHEME.labels)


def test_a_free_digit_is_the_key_of_the_label_at_its_place() -> None:
    scheme = Scheme((Label("ORG", "O"), Label("SHIP"), Label("PORT", "2"), Label("SEA"), Label("OLD", archived=True)))
    assert [label.key for label in scheme.numbered()] == ["O", "", "2", "4"]
    assert [label.name if (label := scheme.given_by(key)) else None for key in "O1234560"] == [
        "ORG", "ORG", "PORT", "PORT", "SEA", None, None, None,
    ]  # fmt: skip
