"""A layer is the fold of its decisions: properties that hold for every log."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.layers import LENGTH, made, single
from support.strategies import labels, spans

from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Commented,
    Confirmed,
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
    Restored,
    Returned,
    Skipped,
    Superseded,
    Undone,
    decide,
)
from annotator.domain.layer import Layer, fold, step, step_all
from annotator.domain.scheme import Label, Overlap, Scheme
from annotator.errors import DecisionError

some = spans(LENGTH)
scores = st.none() | st.floats(0, 1)

span_events = st.one_of(
    st.builds(Accepted, some, st.just("model"), scores, st.booleans()),
    st.builds(Rejected, some, st.just("model"), scores),
    st.builds(Superseded, some, st.just("model"), scores),
    st.builds(Added, some),
    st.builds(Removed, some),
    st.builds(Restored, some),
    st.builds(Confirmed, some),
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


@example([Flagged(on=True), Redone("1"), Undone("1"), Redone("1")])
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


def test_a_layer_is_no_key_and_no_other_thing() -> None:
    assert Layer(1) != "layer"
    with pytest.raises(TypeError):
        hash(Layer(1))
