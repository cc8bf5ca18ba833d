from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.disagreement.article_labels import (
    Answer,
    ArticleConflict,
    align_labels,
    answered,
    answers_of,
    labels_of,
)
from annotator.domain.disagreement.conflicts import annotators_of, majority, renamed, versions_of
from annotator.domain.scheme import Group

TONE, TOPIC = Group("tone", "one", ("GLAD", "SAD")), Group("topic", "many", ("NEWS", "SPORT"))
GROUPS = (TONE, TOPIC)
NAMES = ("GLAD", "NEWS", "SAD", "SPORT")
SAID = st.dictionaries(
    st.sampled_from(["ana", "ben", "cid"]), st.dictionaries(st.sampled_from(NAMES), st.booleans()), min_size=1
)


def glad(*, on: bool = True) -> tuple[Answer, ...]:
    return (Answer("GLAD", on),)


def only(said: Mapping[str, Mapping[str, bool]]) -> ArticleConflict:
    (found,) = align_labels(said, GROUPS).conflicts
    return found


def test_what_all_say_is_agreed_and_a_label_of_one_alone_is_a_conflict() -> None:
    found = align_labels({"ana": {"SPORT": True, "NEWS": True}, "ben": {"SPORT": True}}, GROUPS)
    assert found.agreed == (Answer("SPORT", on=True),)
    (conflict,) = found.conflicts
    assert (conflict.question, conflict.versions) == ("NEWS", (("ana", (Answer("NEWS", on=True),)), ("ben", ())))


def test_a_group_of_one_choice_is_one_question() -> None:
    found = only({"ana": {"GLAD": True}, "ben": {"GLAD": False, "SAD": True}})
    assert (found.question, found.labels) == ("tone", ("GLAD", "SAD"))
    assert dict(found.versions) == {"ana": glad(), "ben": (Answer("SAD", on=True),)}


def test_labels_that_were_changed_on_the_way_are_the_same_choice() -> None:
    found = align_labels({"ana": {"GLAD": True}, "ben": {"GLAD": True, "SAD": False}}, GROUPS)
    assert (found.agreed, found.conflicts) == ((Answer("GLAD", on=True), Answer("SAD", on=False)), ())


@pytest.mark.parametrize("label", ["SPORT", "GLAD"])
def test_not_answered_is_another_thing_than_no(label: str) -> None:
    found = only({"ana": {label: False}, "ben": {}})
    assert dict(found.versions) == {"ana": (Answer(label, on=False),), "ben": ()}
    assert align_labels({"ana": {label: False}, "ben": {label: False}}, GROUPS).agreed == (Answer(label, on=False),)
    assert align_labels({"ana": {}, "ben": {}}, GROUPS).agreed == ()


def test_two_who_took_back_different_labels_of_a_group_say_the_same() -> None:
    found = align_labels({"ana": {"GLAD": False}, "ben": {"SAD": False}}, GROUPS)
    assert (found.agreed, found.conflicts) == ((Answer("GLAD", on=False), Answer("SAD", on=False)), ())


def test_the_majority_of_three() -> None:
    assert majority(only({"ana": {"SPORT": True}, "ben": {"SPORT": True}, "cid": {}})) == (Answer("SPORT", on=True),)
    assert majority(only({"ana": {"SPORT": True}, "ben": {}, "cid": {}})) == ()
    assert majority(only({"ana": {"SPORT": True}, "ben": {"SPORT": False}, "cid": {}})) is None


def test_a_name_says_who_answered_what_and_follows_renamed_labels() -> None:
    name = only({"ana": {"SPORT": True}, "ben": {}}).name
    assert name == '{"ana": {"SPORT": true}, "ben": {}}'
    assert (versions_of(name), annotators_of(name)) == ({}, ("ana", "ben"))
    assert renamed(name, {"SPORT": "GAMES"}.__getitem__) == '{"ana": {"GAMES": true}, "ben": {}}'
    assert labels_of(name) == {"SPORT"}
    assert answers_of('{"ana": [[0, 5, "PER"]], "ben": []}') == {}
    assert answers_of("nothing of the kind") == {}


@given(SAID)
def test_every_answer_is_agreed_or_in_one_conflict_whoever_is_named_first(said: dict[str, dict[str, bool]]) -> None:
    found = align_labels(said, GROUPS)
    assert align_labels(dict(reversed(said.items())), GROUPS) == found
    agreed, disputed = {answer.label for answer in found.agreed}, [one.labels for one in found.conflicts]
    places = [*agreed, *(label for labels in disputed for label in labels)]
    assert len(places) == len(set(places))
    spoken_of = {label for answers in said.values() for label in answers}
    assert {label for answers in said.values() for label in answers if answers[label]} <= {*places} <= spoken_of
    for conflict in found.conflicts:
        assert answers_of(conflict.name) == dict(conflict.versions)
        assert len({version for _, version in conflict.versions}) > 1
    for answer in found.agreed:
        assert {mine[answer.label] for mine in said.values() if answer.label in mine} == {answer.on}


def test_who_answers_one_question_of_many_answers_all_that_are_asked_with_it() -> None:
    assert answered({"SPORT": True}, GROUPS, [*NAMES, "LOCAL"]) == {"SPORT": ("SPORT",), "NEWS": ()}
    assert answered({"LOCAL": False}, GROUPS, [*NAMES, "LOCAL", "WORLD"]) == {"LOCAL": (), "WORLD": ()}
    assert answered({"GLAD": False}, GROUPS, NAMES) == {"tone": ()}
    assert answered({"GLAD": False, "SAD": True}, GROUPS, NAMES) == {"tone": ("SAD",)}
    assert answered({}, GROUPS, NAMES) == {}


@given(SAID)
def test_who_is_alone_agrees(said: dict[str, dict[str, bool]]) -> None:
    who, answers = said.popitem()
    found = align_labels({who: answers}, GROUPS)
    assert (dict(found.agreed), found.conflicts) == (answers, ())
