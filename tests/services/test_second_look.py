"""A second look at one's own spans: answers are measured, and change nothing unless one asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.second_look import SecondLook, self_agreement
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")
Work = tuple[Store, str, SecondLook]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with project(tmp_path / "p.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, BOB, ACME, OSLO]})
        look = SecondLook(store, "ana", 100)
        assert look.go_on()
        yield store, key, look


def held(store: Store, key: str) -> list[Span]:
    return list(store.layer(key, "ana").layer.spans)


def test_answers_are_counted_and_change_nothing(work: Work) -> None:
    store, key, look = work
    before = store.last_decision
    for label, kind in (("PER", "same"), ("ORG", "label"), (None, "none"), ("LOC", "same")):
        assert look.answer(label).kind == kind
        look.go_on()
    assert (look.number, look.of) == (4, 4)
    assert not look.go_on()
    found = self_agreement(store)["ana"]
    assert (found.looks, found.same, found.label, found.edges, found.both, found.none) == (4, 2, 1, 0, 0, 1)
    assert str(found) == "2 of 4, 50% (15% to 85%)"
    assert store.last_decision == before
    assert held(store, key) == [ADA, BOB, ACME, OSLO]
    assert SecondLook(store, "ana", 100).of == 0


@pytest.mark.parametrize(
    ("label", "steps", "comes"),
    [
        ("LOC", 0, [Span(0, 3, "LOC")]),
        ("PER", 1, [Span(0, 7, "PER")]),
        ("LOC", 1, [Span(0, 7, "LOC")]),
        (None, 0, []),
    ],
)
def test_the_layer_is_changed_on_wish_by_ordinary_decisions(
    work: Work, label: str | None, steps: int, comes: list[Span]
) -> None:
    store, key, look = work
    for _ in range(steps):
        look.move_edge("right", 1)
    look.answer(label)
    look.change()
    assert held(store, key) == [*comes, BOB, ACME, OSLO]
    state = store.layer(key, "ana").layer
    assert state.status == "finished"
    assert not look.take_back()


def test_an_answer_is_taken_back(work: Work) -> None:
    store, _, look = work
    look.answer(None)
    look.go_on()
    assert look.take_back()
    assert (look.span, look.number) == (ADA, 1)
    assert self_agreement(store) == {}
    assert not look.take_back()


def test_what_was_removed_meanwhile_is_passed_over(work: Work) -> None:
    look = work[2]
    session = look.session
    session.go_to(BOB)
    session.reject()
    assert look.go_on()
    assert look.span == ACME


def test_an_edge_stays_within_the_text(work: Work) -> None:
    _, _, look = work
    with pytest.raises(DecisionError):
        look.move_edge("left", -1)
