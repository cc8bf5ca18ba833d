from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.strategies import labels, spans

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
    Noted,
    Redone,
    Rejected,
    Relabelled,
    Removed,
    Reopened,
    Resized,
    Returned,
    Ruled,
    Skipped,
    Superseded,
    Undone,
    decide,
)
from annotator.domain.layer import Layer, fold, step, step_all
from annotator.domain.scheme import Label, Overlap, Scheme
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan, NothingToUndo, OverlapError

LENGTH = 8
some = spans(LENGTH)
scores = st.none() | st.floats(0, 1)
A, B, WIDE = Span(0, 2, "A"), Span(0, 2, "B"), Span(0, 4, "A")

span_events = st.one_of(
    st.builds(Accepted, some, st.just("model"), scores, st.booleans()),
    st.builds(Rejected, some, st.just("model"), scores),
    st.builds(Superseded, some, st.just("model"), scores),
    st.builds(Added, some),
    st.builds(Removed, some),
    st.builds(Relabelled, some, labels, st.just("model"), scores),
    st.builds(Resized, some, st.integers(0, LENGTH), st.integers(0, LENGTH + 1), st.just("model"), scores),
    st.builds(Imported, some),
)
other_events = st.one_of(
    st.builds(Noted, labels, st.booleans()),
    st.builds(Commented, st.sampled_from(["why?", " ", "ok"]), st.none() | some),
    st.builds(Flagged, st.booleans()),
    st.sampled_from([Finished(), Skipped(), Reopened(), Approved(), Returned("look again")]),
)
events: st.SearchStrategy[Event] = st.one_of(span_events, span_events, other_events)
commands = st.lists(st.lists(events, min_size=1, max_size=4), max_size=14)


def made(*many: Event) -> list[Decision]:
    return decide(list(many), layer="ana", by="ana")


def single(event: Event) -> Decision:
    (decision,) = made(event)
    return decision


def holding(*many: Event) -> Layer:
    return fold(LENGTH, [decision for event in many for decision in made(event)])


def run(steps: Iterable[list[Event]], policy: Overlap = "any") -> tuple[Layer, list[list[Decision]], list[Layer]]:
    """What legal steps there are, applied one by one: the layer, the steps, and the layer before each of them."""
    layer, done, before = Layer(LENGTH), list[list[Decision]](), list[Layer]()
    allows = Scheme((Label("A"),), overlap=policy).allows
    for many in steps:
        decisions = made(*many)
        then = fold(LENGTH, flat(done))
        try:
            step_all(layer, decisions, allows)
        except DecisionError:
            assert layer == then
        else:
            done.append(decisions)
            before.append(then)
    return layer, done, before


def flat(steps: Iterable[list[Decision]]) -> list[Decision]:
    return [decision for decisions in steps for decision in decisions]


@given(commands, st.randoms(use_true_random=False))
def test_a_layer_is_the_fold_of_its_log_in_whatever_order_the_log_comes(
    steps: list[list[Event]], chance: random.Random
) -> None:
    layer, done, _ = run(steps)
    log = flat(done)
    chance.shuffle(log)
    folded = fold(LENGTH, log)
    assert folded == layer
    assert list(folded.spans) == list(layer.spans) == sorted(layer.held)
    assert folded.comments == layer.comments
    assert not folded.ignored


@given(commands)
def test_undo_goes_back_step_by_step_and_redo_forth_again(steps: list[list[Event]]) -> None:
    layer, done, before = run(steps)
    log = flat(done)
    after = [*before[1:], fold(LENGTH, log)][: len(done)]
    for decisions, wanted in reversed(list(zip(done, before, strict=True))):
        log += made(Undone(decisions[0].step))
        step(layer, log[-1])
        assert layer == wanted
    assert layer == Layer(LENGTH)
    for decisions, wanted in zip(done, after, strict=True):
        log += made(Redone(decisions[0].step))
        step(layer, log[-1])
        assert layer == wanted == fold(LENGTH, log)
    assert list(layer.spans) == sorted(layer.held)


@given(commands, st.randoms(use_true_random=False))
def test_undoing_any_step_is_what_held_without_it(steps: list[list[Event]], chance: random.Random) -> None:
    layer, done, _ = run(steps)
    chance.shuffle(done)
    for decisions in done:
        held, name = layer.recorded(), decisions[0].step
        if layer.position_of(name) is None:
            assert all(one in layer.ignored for one in decisions)
        else:
            step(layer, single(Undone(name)))
            assert layer == fold(LENGTH, [one for one in held if one.step != name])
    assert layer == Layer(LENGTH)


@given(st.lists(st.tuples(st.integers(0, 3), span_events), max_size=14), st.integers(0, 3))
def test_undoing_a_step_whose_decisions_are_scattered_is_what_held_without_it(
    scattered: list[tuple[int, Event]], target: int
) -> None:
    log = [one for number, event in scattered for one in decide([event], layer="a", by="a", step=str(number))]
    held = fold(LENGTH, log).recorded()
    undone = fold(LENGTH, [*log, *made(Undone(str(target)))])
    assert undone == fold(LENGTH, [one for one in held if one.step != str(target)])


def state(layer: Layer) -> tuple[object, ...]:
    return layer.snapshot(), list(layer.spans), layer.comments, list(layer.ignored), dict(layer.undone)


@given(commands, events, st.sampled_from(["none", "nested", "any"]))
def test_an_illegal_decision_raises_a_named_error_and_changes_nothing(
    steps: list[list[Event]], event: Event, policy: Overlap
) -> None:
    layer, _, _ = run(steps, policy)
    before = state(layer)
    (decision,) = made(event)
    try:
        step(layer, decision, Scheme((Label("A"),), overlap=policy).allows)
    except DecisionError as error:
        assert str(error).endswith(".")
        assert state(layer) == before
        assert layer.position_of(decision.step) is None
    else:
        assert layer.recorded()[-1] == decision


@given(commands, st.data())
@settings(max_examples=120)
def test_a_policy_holds_through_decisions_undo_and_redo(steps: list[list[Event]], data: st.DataObject) -> None:
    policy: Overlap = data.draw(st.sampled_from(["none", "nested", "any"]))
    allows = Scheme((Label("A"),), overlap=policy).allows
    layer, done, _ = run(steps, policy)
    names = st.sampled_from([decisions[0].step for decisions in done] or ["none"])
    for event in data.draw(st.lists(st.builds(Undone, names) | st.builds(Redone, names) | span_events, max_size=12)):
        before = state(layer)
        try:
            step(layer, single(event), allows)
        except DecisionError:
            assert state(layer) == before
        held = list(layer.spans)
        assert all(allows(one, other) for place, one in enumerate(held) for other in held[:place])


@given(commands)
def test_a_span_is_in_one_table_only_and_within_the_text(steps: list[list[Event]]) -> None:
    layer, _, _ = run(steps)
    assert not layer.held.keys() & layer.rejected.keys()
    assert not layer.held.keys() & layer.aside.keys()
    assert not layer.rejected.keys() & layer.aside.keys()
    for span, held in layer.held.items():
        assert span == held.span
        assert span.end <= LENGTH
        assert layer.knows(span)
        assert held.suggested is None or layer.knows(held.suggested)


@given(st.lists(events | st.builds(Undone, st.sampled_from("123")) | st.builds(Redone, st.sampled_from("123"))))
def test_a_fold_is_total_and_tells_what_it_passed_over(many: list[Event]) -> None:
    log = [one for place, event in enumerate(many) for one in decide([event], layer="a", by="a", step=str(place % 4))]
    layer = fold(LENGTH, log)
    assert set(map(id, layer.ignored)) <= set(map(id, log))
    assert all(span.end <= LENGTH for span in layer.held)


@given(commands)
def test_what_changed_is_what_came_or_went(steps: list[list[Event]]) -> None:
    layer = Layer(LENGTH)
    for many in steps:
        before = {name: dict(values) for name, values in layer.snapshot().items()}
        layer.drain()
        for event in many:
            try:
                step(layer, single(event))
            except DecisionError:
                continue
        now = layer.snapshot()
        for table in ("held", "rejected", "aside"):
            one, other = before.get(table, {}), now.get(table, {})
            differ = {span for span in one.keys() | other.keys() if one.get(span) != other.get(span)}
            assert differ <= {span for where, span in layer.changed() if where == table}


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


def test_comments_stay_in_the_order_they_were_made_in() -> None:
    first, second = made(Commented("one")), made(Commented("two"))
    layer = fold(LENGTH, [*first, *second, *made(Undone(first[0].step)), *made(Redone(first[0].step))])
    assert [comment.text for comment in layer.comments] == ["one", "two"]


def test_a_layer_is_no_key_and_no_other_thing() -> None:
    assert Layer(1) != "layer"
    with pytest.raises(TypeError):
        hash(Layer(1))
