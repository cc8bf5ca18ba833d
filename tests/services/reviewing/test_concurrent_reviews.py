"""Several people at once: two reviewers, and annotators who go on while somebody reviews."""

from __future__ import annotations

import pytest
from support.disputed import ACME, ADA, ADA_ONLY, BOB, BOB_ORG, PARIS, THE_ACME, gold_on_disk
from support.teams import act

from annotator.domain.decisions import Added, Resized
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import waiting
from annotator.storage.store import Store


def test_a_change_reopens_exactly_the_conflict_it_touches(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    for _ in session.conflicts:
        session.take(1)
    session.approve()
    assert waiting(store) == []
    act(store, key, "ben", Resized(ACME, 21, 31))
    assert [(one.key, one.begun) for one in waiting(store)] == [(key, True)]
    again = ReviewSession(store, key, "rita")
    assert [one.start for one in again.open] == [THE_ACME.start]
    assert again.conflict == again.open[0]
    again.take(2)
    again.approve()
    assert gold_on_disk(store, key) == [ADA, Span(21, 31, "ORG"), PARIS, BOB]
    assert waiting(store) == []


def test_two_reviewers_at_once_are_both_kept(store: Store, key: str) -> None:
    rita, sam = ReviewSession(store, key, "rita"), ReviewSession(store, key, "sam")
    rita.take(1)
    sam.stand_in(sam.conflicts[1])
    sam.take(1)
    assert gold_on_disk(store, key) == [ADA, THE_ACME, PARIS]
    assert sam.progress == (2, 3)


def test_two_reviewers_of_one_conflict_the_later_word_holds_and_each_can_take_back_their_own(
    store: Store, key: str
) -> None:
    rita, sam = ReviewSession(store, key, "rita"), ReviewSession(store, key, "sam")
    rita.take(1)
    rita.take(1)
    sam.take(2)
    assert gold_on_disk(store, key) == [ADA_ONLY, THE_ACME, PARIS]
    rita.take(2)
    assert rita.progress == (3, 3)
    assert gold_on_disk(store, key) == [ADA_ONLY, THE_ACME, PARIS, BOB_ORG]
    sam.undo()
    assert gold_on_disk(store, key) == [ADA, THE_ACME, PARIS, BOB_ORG]


def test_a_ruling_puts_out_what_another_reviewer_added_meanwhile_in_its_place(store: Store, key: str) -> None:
    rita, sam = ReviewSession(store, key, "rita"), ReviewSession(store, key, "sam")
    sam.stand_in(sam.conflicts[1])
    rita.selection = (13, 20)
    rita.label("LOC")
    sam.take(1)
    assert gold_on_disk(store, key) == [THE_ACME, PARIS]
    assert sam.conflict == sam.conflicts[2]


def test_a_reviewer_who_is_overtaken_while_writing_writes_again(store: Store, key: str) -> None:
    other = ReviewSession(store, key, "sam")
    other.stand_in(other.conflicts[1])
    before = iter([lambda: other.take(2)])

    def clock() -> float:
        next(before, lambda: None)()  # between reading the layer and writing to it
        return 0.0

    session = ReviewSession(store, key, "rita")
    session._clock = clock
    session.take(1)
    assert gold_on_disk(store, key) == [ADA, ACME, PARIS]
    assert session.conflict == session.conflicts[2]


def test_nothing_is_ruled_or_approved_on_what_an_annotator_has_changed_meanwhile(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita", blind=True)
    for _ in session.conflicts:
        session.take(1)
    act(store, key, "ben", Resized(ACME, 21, 31))
    act(store, key, "cid", Added(ADA))
    with pytest.raises(DecisionError, match=f"meanwhile by {session.shown['ben']}:"):
        session.approve()
    assert [one.start for one in session.open] == [THE_ACME.start]
    session.stand_in(session.open[0])
    session.take(1)
    session.approve()
    assert waiting(store) == []


def test_a_return_reaches_a_layer_in_which_its_annotator_is_deciding(store: Store, key: str) -> None:
    before = iter([lambda: act(store, key, "ben", Resized(ACME, 21, 31))])

    def clock() -> float:
        next(before, lambda: None)()  # between reading the layer and writing to it
        return 0.0

    session = ReviewSession(store, key, "rita")
    session._clock = clock
    session.give_back("ben", "Look.")
    layer = store.layer(key, "ben").layer
    assert layer.returned == "Look."
    assert Span(21, 31, "ORG") in layer.held
    assert Span(21, 31, "ORG") in session.layers["ben"].spans
