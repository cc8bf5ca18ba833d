"""The history of a scheme: what lies between two schemes makes one of the other, and every act can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schemes import EDITS, FIRST, Edit, acted, began, edited

from annotator.domain.history.changes import changes
from annotator.domain.history.events import SchemeChange
from annotator.domain.history.fold import fold
from annotator.domain.history.undo import last_step, undone
from annotator.domain.history.versions import name_of, number_of, numbered, scheme_at, steps_of, version_id
from annotator.domain.history.words import told
from annotator.domain.scheme import Scheme
from annotator.errors import SchemeError

some = st.lists(EDITS, max_size=6)


@given(some)
def test_a_history_makes_the_scheme_that_it_was_made_of(edits: Sequence[Edit]) -> None:
    events = [began()]
    for scheme in edited(FIRST, edits):
        events = acted(events, scheme)
        assert fold(events).scheme() == scheme
    assert changes(fold(events), fold(events).scheme()) == []
    assert fold(reversed(events)).scheme() == fold(events).scheme()


@given(some, some)
def test_what_lies_between_any_two_schemes_leads_from_one_to_the_other(
    edits: Sequence[Edit], others: Sequence[Edit]
) -> None:
    one, other = edited(FIRST, edits)[-1], edited(FIRST, others)[-1]
    events = acted([began(one)], other)
    assert fold(events).scheme() == replace(other, aliases=fold(events).scheme().aliases)


@given(st.lists(EDITS, min_size=1, max_size=6))
def test_every_act_can_be_taken_back(edits: Sequence[Edit]) -> None:
    events = [began()]
    schemes = edited(FIRST, edits)
    for scheme in schemes[1:]:
        events = acted(events, scheme)
    for before in reversed([one for one, after in pairwise(schemes) if one != after]):
        step = last_step(events)
        found = undone(events, step, ())
        events = acted(events, found, undoes=step)
        assert _bare(found) == _bare(before)
    with pytest.raises(SchemeError, match="no change"):
        last_step(events)


def _bare(scheme: Scheme) -> Scheme:
    """A scheme without what it remembers of what it was."""
    labels = tuple(replace(label, former=(), switched=0) for label in scheme.labels)
    return replace(scheme, labels=labels, aliases={})


@given(some, some, some)
def test_what_copies_did_comes_to_one_sound_scheme_from_which_all_goes_on(
    one: Sequence[Edit], other: Sequence[Edit], third: Sequence[Edit]
) -> None:
    events = [began()]
    for edits in (one, other, third):
        mine = [began()]
        for scheme in edited(FIRST, edits):
            mine = acted(mine, scheme)
        events += mine[1:]
    found = fold(events).scheme()
    assert fold(reversed(events)).scheme() == found
    after = found.with_label("BOAT").archive("BOAT")
    assert fold(acted(events, after)).scheme() == after


def test_a_label_that_was_merged_is_its_own_again_as_it_was() -> None:
    events = acted(acted([began()], FIRST.renamed("LOC", "ORG")), FIRST.renamed("LOC", "ORG").with_label("SHIP"))
    first = events[1].step
    found = undone(events, first, ())
    assert found == replace(FIRST.with_label("SHIP"), labels=found.labels)
    assert found.names() == ("PER", "ORG", "LOC", "GLAD", "SAD", "SHIP")
    assert found.labels[:3] == FIRST.labels[:3]


def test_a_label_that_is_in_use_is_put_away_where_its_making_is_taken_back() -> None:
    events = acted([began()], FIRST.with_label("SHIP"))
    assert undone(events, events[-1].step, ()) == FIRST
    assert undone(events, events[-1].step, {"SHIP"}).archived() == {"SHIP"}


def test_a_group_goes_with_the_act_that_brought_it() -> None:
    before = replace(FIRST, groups=())
    events = acted([began(before)], replace(FIRST.with_label("NEWS", kind="article"), groups=FIRST.groups))
    assert fold(events).scheme().groups == FIRST.groups
    assert undone(events, events[-1].step, ()) == before


def test_what_was_changed_again_is_not_taken_back() -> None:
    once = FIRST.with_change("PER", key="P", colour="red", description="One.", examples=())
    twice = FIRST.with_change("PER", key="P", colour="red", description="Two.", examples=())
    events = acted(acted([began()], once), twice)
    with pytest.raises(SchemeError, match="changed again"):
        undone(events, events[1].step, ())


def test_versions_are_numbered_and_minor_acts_make_none() -> None:
    events = acted(acted([began()], FIRST.renamed("LOC", "SPOT")), FIRST.renamed("LOC", "SPOT").archive("ORG"))
    minor = [replace(one, note=replace(one.note, minor=True)) if one is events[1] else one for one in events]
    assert [name_of(number) for number in numbered(events).values()] == ["g1", "g2", "g3"]
    assert list(numbered(minor).values()) == [1, 1, 2]
    assert scheme_at(number_of("g2", events), events) == FIRST.renamed("LOC", "SPOT")
    with pytest.raises(SchemeError, match="from g1 to g3"):
        number_of("g4", events)
    one, other = steps_of(events)
    assert version_id([one, other]) == version_id([other, one]) != version_id([one])
    assert version_id([]) == ""


def test_what_claims_are_like_is_told_where_there_were_none() -> None:
    change = SchemeChange("rules", "", {"entities": None}, {"entities": {"accept": "names"}})
    assert told(change) == 'entities: accept is "names"; it was not there.'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, {"name": "near", "key": "N"}, "relation: near is new."),
        ({"name": "near", "key": "N"}, None, "relation: near is there no more."),
        (
            {"name": "near", "key": "N"},
            {"name": "near", "directed": False},
            'relation: near: key is not there, it was "N"; directed is false, it was not there.',
        ),
    ],
)
def test_of_a_relation_it_is_told_what_is_new_in_it(before: object, after: object, said: str) -> None:
    assert told(SchemeChange("rules", "", {"relation": {"near": before}}, {"relation": {"near": after}})) == said
