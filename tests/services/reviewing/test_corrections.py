from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.agreement.f1 import Matches
from annotator.domain.decisions import Added, Finished, Removed
from annotator.domain.span import Span
from annotator.services.reviewing.corrections import corrections
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")
BOB_ORG = BOB.labelled("ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


@pytest.fixture
def key(store: Store) -> str:
    found = put(store, TEXT)
    finish(store, found, {"ana": [ADA, BOB, ACME, OSLO], "ben": [ADA, BOB_ORG, ACME]})
    return found


def test_own_against_gold_with_the_reasons(store: Store, key: str) -> None:
    assert corrections(store, key, "ben") is None
    session = ReviewSession(store, key, "rita")
    session.comment("Bob is a person.")
    session.take(1)
    session.move(ADA.start)
    session.label("LOC")
    session.move(ACME.start)
    session.none()
    session.give_back("ben", "Three places.")
    found = corrections(store, key, "ben")
    assert found
    assert [(one.kind, one.own, one.gold) for one in found.found] == [
        ("label", (ADA,), (ADA.labelled("LOC"),)),
        ("label", (BOB_ORG,), (BOB,)),
        ("missed", (ACME,), ()),
    ]
    assert [[one.text for one in place.reasons] for place in found.found] == [[], ["Bob is a person."], []]
    assert (found.returned, found.open, found.here) == ("Three places.", 1, Matches(0, 3, 2))
    act(store, key, "ben", Removed(BOB_ORG), Added(BOB), Removed(ACME), Finished())
    again = corrections(store, key, "ben")
    assert again
    assert [one.own for one in again.found] == [(ADA,)]


def test_words_stand_beside_what_they_are_about_also_where_nothing_is_settled_or_wrong(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.comment("Who is Bob?")
    session.move(ACME.start)
    session.comment("Well seen.")
    session.give_back("ben")
    found = corrections(store, key, "ben")
    assert found
    assert [(one.start, one.kind, one.own, one.gold, one.reasons[0].text) for one in found.found] == [
        (BOB.start, None, (BOB_ORG,), None, "Who is Bob?"),
        (ACME.start, None, (ACME,), (ACME,), "Well seen."),
    ]


def test_figures_over_all_that_was_approved(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.take(1)
    session.take(1)
    session.approve()
    for name, both in (("ana", Matches(4, 4, 4)), ("ben", Matches(2, 3, 4))):
        found = corrections(store, key, name)
        assert found
        assert found.everywhere == found.here == both
    assert corrections(store, key, "gold") is None


def test_what_came_back_without_a_word_lists_what_is_not_settled(store: Store, key: str) -> None:
    ReviewSession(store, key, "rita").give_back("ben")
    found = corrections(store, key, "ben")
    assert found
    assert (found.returned, found.returned_by, found.open) == ("", "rita", 2)
    assert [(one.start, one.end, one.kind, one.own, one.gold) for one in found.found] == [
        (BOB.start, BOB.end, None, (BOB_ORG,), None),
        (OSLO.start, OSLO.end, None, (), None),
    ]
    act(store, key, "ben", Finished())
    again = corrections(store, key, "ben")
    assert again is None
