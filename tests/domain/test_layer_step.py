"""One decision and what it does to a layer: what is legal, and what it means."""

from __future__ import annotations

import pytest
from support.layers import LENGTH, WIDE, A, B, holding, made, single

from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Commented,
    Decision,
    Event,
    Finished,
    Flagged,
    Imported,
    Redone,
    Rejected,
    Relabelled,
    Removed,
    Reopened,
    Resized,
    Restored,
    Returned,
    Ruled,
    Skipped,
    Superseded,
    Undone,
)
from annotator.domain.layer import Layer, fold, step, step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan, NothingToUndo, OverlapError


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (Removed(A), NoSuchSpan),
        (Added(Span(0, LENGTH + 1, "A")), NoSuchSpan),
        (Rejected(Span(0, LENGTH + 1, "A")), NoSuchSpan),
        (Resized(A, 2, 2), DecisionError),
        (Resized(A, 0, 2), DecisionError),
        (Resized(A, 0, LENGTH + 1), NoSuchSpan),
        (Ruled(0, 1, "x", (Span(0, LENGTH + 1, "A"),), "1"), NoSuchSpan),
        (Commented("  "), DecisionError),
        (Reopened(), DecisionError),
        (Undone("x"), NothingToUndo),
        (Redone("x"), NothingToUndo),
    ],
)
def test_what_makes_no_sense_on_an_untouched_article_has_a_name(event: Event, error: type[DecisionError]) -> None:
    with pytest.raises(error):
        step(Layer(LENGTH), single(event))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Added(A), Added(A)),
        (Added(A), Accepted(A)),
        (Added(A), Superseded(A)),
        (Added(B), Relabelled(A, "B")),
        (Added(WIDE), Resized(A, 0, 4)),
        (Rejected(A), Rejected(A)),
        (Rejected(A), Superseded(A)),
        (Superseded(A), Superseded(A)),
        (Finished(), Finished()),
        (Skipped(), Skipped()),
        (Approved(), Approved()),
    ],
)
def test_what_holds_already_is_not_decided_again(first: Event, then: Event) -> None:
    with pytest.raises(DecisionError):
        step(holding(first), single(then))


@pytest.mark.parametrize(
    ("history", "decided", "suggested"),
    [
        ([Accepted(A, "model", 0.5)], "accepted", A),
        ([Relabelled(B, "A", "model")], "relabelled", B),
        ([Resized(WIDE, 0, 2, "model")], "resized", WIDE),
        ([Accepted(WIDE, "model"), Resized(WIDE, 0, 2)], "resized", WIDE),
        ([Relabelled(B, "C", "model"), Relabelled(Span(0, 2, "C"), "A")], "relabelled", B),
        ([Resized(A, 0, 4, "model"), Resized(WIDE, 0, 2)], "accepted", A),
        ([Added(A)], "added", None),
        ([Added(B), Relabelled(B, "A")], "added", None),
        ([Imported(A)], "imported", None),
    ],
)
def test_how_a_span_was_decided_is_measured_against_what_was_suggested(
    history: list[Event], decided: str, suggested: Span | None
) -> None:
    held = holding(*history).held[A]
    assert (held.decided, held.suggested) == (decided, suggested)


def test_what_gave_way_is_as_it_was_once_it_is_restored() -> None:
    layer = holding(Superseded(A, "model", 0.5), Restored(A))
    assert not layer.knows(A)
    layer = holding(Relabelled(B, "A", "model", 0.5))
    before = layer.snapshot()
    step_all(layer, made(Removed(A), Added(WIDE), Removed(WIDE), Restored(A)))
    assert layer.snapshot() == before


@pytest.mark.parametrize("away", [Resized(A, WIDE.start, WIDE.end), Relabelled(A, "B")])
def test_what_a_moved_span_had_come_upon_stays_rejected(away: Event) -> None:
    layer = holding(Rejected(A, "model", 0.5), Added(B), Relabelled(B, "A"))
    assert A in layer.held
    before = holding(Rejected(A, "model", 0.5)).rejected[A]
    step_all(layer, made(away, Restored(A)))
    assert (layer.rejected[A].source, layer.rejected[A].score) == (before.source, before.score)
    assert A not in layer.held


@pytest.mark.parametrize(
    "history",
    [
        [],
        [Added(A)],
        [Accepted(A), Rejected(A)],
        [Added(A), Removed(A), Rejected(A)],
        [Rejected(A)],
        [Rejected(A), Added(B), Relabelled(B, "A")],
        [Rejected(A), Added(A), Resized(A, WIDE.start, WIDE.end)],
    ],
)
def test_nothing_is_restored_that_did_not_give_way(history: list[Event]) -> None:
    with pytest.raises(DecisionError):
        step(holding(*history), single(Restored(A)))


def test_nothing_is_restored_beside_what_forbids_it() -> None:
    with pytest.raises(OverlapError):
        step(holding(Added(A), Removed(A), Added(WIDE)), single(Restored(A)), Scheme((Label("A"),)).allows)


def test_a_suggestion_taken_under_another_label_or_with_other_edges_is_decided() -> None:
    assert holding(Relabelled(A, "B")).knows(A)
    assert holding(Resized(A, 0, 4)).knows(A)
    assert not holding(Relabelled(A, "B"), Removed(B)).knows(A)


def test_rejecting_what_was_made_of_a_suggestion_rejects_the_suggestion_too() -> None:
    layer = holding(Relabelled(A, "B", "model", 0.4), Rejected(B))
    assert set(layer.rejected) == {A, B}
    assert layer.rejected[A].source == "model"
    kept = holding(Relabelled(A, "B"), Added(A), Rejected(B))
    assert set(kept.rejected) == {B}
    assert set(kept.held) == {A}


def test_a_rejected_suggestion_can_be_accepted_after_all() -> None:
    layer = holding(Rejected(A), Accepted(A))
    assert set(layer.held) == {A}
    assert not layer.rejected


def test_undo_does_not_bring_a_span_back_beside_one_that_forbids_it() -> None:
    allows = Scheme((Label("A"),), overlap="none").allows
    layer = Layer(LENGTH)
    log = [*made(Added(A)), *made(Removed(A)), *made(Added(WIDE))]
    for decision in log:
        step(layer, decision, allows)
    with pytest.raises(OverlapError):
        step(layer, single(Undone(log[1].step)), allows)
    assert list(layer.spans) == [WIDE]
    step(layer, single(Undone(log[2].step)), allows)
    step(layer, single(Undone(log[1].step)), allows)
    assert list(layer.spans) == [A]


def test_a_stricter_scheme_leaves_alone_what_was_decided_before() -> None:
    layer = holding(Added(A), Added(WIDE))
    step(layer, single(Added(Span(5, 6, "A"))), Scheme((Label("A"),), overlap="none").allows)
    assert len(layer.spans) == 3


def test_status_flag_and_the_reviewers_word_follow_the_last_decision() -> None:
    layer = holding(Flagged(on=True), Finished(), Returned("look at the title"))
    assert (layer.status, layer.flagged, layer.returned) == ("returned", True, "look at the title")
    again = holding(Flagged(on=True), Finished(), Reopened(), Flagged(on=False))
    assert (again.status, again.flagged) == ("open", False)
    assert again == Layer(LENGTH)


def test_a_comment_is_changed_in_its_place_and_taken_back_without_words() -> None:
    first, second = made(Commented("one")), made(Commented("two"))
    changed = made(Commented("uno", instead=first[0].id))
    gone = made(Commented("", instead=first[0].id))

    def words(*decisions: Decision) -> list[str]:
        return [comment.text for comment in fold(LENGTH, decisions).comments]

    assert words(*first, *second, *changed) == ["uno", "two"]
    assert words(*first, *second, *changed, *gone) == ["two"]
    assert words(*first, *changed, *gone, *made(Undone(gone[0].step))) == ["uno"]
    assert words(*first, *changed, *made(Undone(first[0].step))) == []
    with pytest.raises(DecisionError, match="not there"):
        step(fold(LENGTH, second), changed[0])


def test_comments_stay_in_the_order_they_were_made_in() -> None:
    first, second = made(Commented("one")), made(Commented("two"))
    layer = fold(LENGTH, [*first, *second, *made(Undone(first[0].step)), *made(Redone(first[0].step))])
    assert [comment.text for comment in layer.comments] == ["one", "two"]
