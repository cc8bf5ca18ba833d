"""What becomes of claims in any history: of those that are made, and of the spans that they rest on."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import POOL, claim_events, claims
from support.layers import LENGTH, made, single

from annotator.domain.claiming.steps import holds, link_of, mentions_with
from annotator.domain.claims.form import claim_form, claim_of, claim_text
from annotator.domain.claims.standing import ClaimIndex
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import (
    GOLD,
    Added,
    Claimed,
    Decision,
    Event,
    Redone,
    Refused,
    Rejected,
    Relabelled,
    Removed,
    Resized,
    Restored,
    Ruled,
    Undone,
    Withdrawn,
    decide,
)
from annotator.domain.layer import Layer, fold, step, step_all
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan

ONE, TWO, THREE, FOUR = POOL
span_events = st.one_of(
    st.builds(Added, st.sampled_from(POOL)),
    st.builds(Removed, st.sampled_from(POOL)),
    st.builds(Rejected, st.sampled_from(POOL)),
    st.builds(Restored, st.sampled_from(POOL)),
    st.builds(Relabelled, st.sampled_from(POOL), st.sampled_from("AB")),
    st.builds(Resized, st.sampled_from(POOL), st.integers(0, 3), st.integers(4, LENGTH)),
    st.builds(
        Ruled, st.just(0), st.just(LENGTH), st.sampled_from(["[]", "x"]),
        st.lists(st.sampled_from(POOL), max_size=3, unique=True).map(tuple), st.just("1"), st.just(()),
        st.lists(claims, max_size=3).map(tuple),
    ),
)  # fmt: skip
events: st.SearchStrategy[Event] = st.one_of(span_events, claim_events, claim_events)
histories = st.lists(st.lists(events, min_size=1, max_size=3), max_size=16).map(
    lambda some: [[Added(span) for span in POOL], *some]
)


def run(steps: Iterable[list[Event]]) -> tuple[Layer, list[list[Decision]]]:
    """What legal steps there are, done one by one: the layer, and the steps."""
    layer, done = Layer(LENGTH), list[list[Decision]]()
    for many in steps:
        decisions = made(*many)
        try:
            step_all(layer, decisions)
        except DecisionError:
            continue
        done.append(decisions)
    return layer, done


def sound(layer: Layer) -> None:
    """Every claim rests on spans that are held, and the index is what there is."""
    for claim in (*layer.claims, *layer.refusals):
        assert all(span in layer.held for span in claim.spans), claim
    for claim in layer.claims:
        assert not isinstance(claim, Same)
        assert not (isinstance(claim, Attribute) and isinstance(claim.of, Relation) and claim.of not in layer.claims)
    assert layer.members.keys() <= layer.held.keys()
    index = ClaimIndex()
    for span, standing in layer.members.items():
        index.store("members", span, None, standing)
    for claim, standing in layer.claims.items():
        index.store("claims", claim, None, standing)
    for claim, standing in layer.refusals.items():
        index.store("refusals", claim, None, standing)
    assert index.entities() == layer.claim_index.entities()
    for span in layer.held:
        assert sorted(map(repr, index.on(span))) == sorted(map(repr, layer.claim_index.on(span)))


@settings(max_examples=300)
@given(histories, st.randoms(use_true_random=False))
def test_any_history_is_what_its_fold_is_and_is_sound(steps: list[list[Event]], chance: random.Random) -> None:
    layer, done = run(steps)
    sound(layer)
    log = [decision for many in done for decision in many]
    chance.shuffle(log)
    again = fold(LENGTH, log)
    assert again == layer
    assert not again.ignored


@settings(max_examples=300)
@given(histories, st.randoms(use_true_random=False))
def test_steps_undone_in_any_order_leave_nothing_and_come_back(steps: list[list[Event]], chance: random.Random) -> None:
    layer, done = run(steps)
    log = [decision for many in done for decision in many]
    order = [many[0].step for many in done]
    chance.shuffle(order)
    for target in order:
        log.append(single(Undone(target)))
        step(layer, log[-1])
        sound(layer)
        assert fold(LENGTH, log) == layer
    assert layer == Layer(LENGTH)
    assert not layer.claim_index.entities()


@given(histories)
def test_what_is_undone_last_comes_back_as_it_was(steps: list[list[Event]]) -> None:
    layer, done = run(steps)
    whole = layer.snapshot()
    for many in reversed(done):
        step(layer, single(Undone(many[0].step)))
    for many in done:
        step(layer, single(Redone(many[0].step)))
    assert layer.snapshot() == whole


@given(histories, histories)
def test_logs_of_two_copies_make_one_layer_in_either_order(one: list[list[Event]], other: list[list[Event]]) -> None:
    first, second = ([decision for many in run(steps)[1] for decision in many] for steps in (one, other))
    there = fold(LENGTH, [*first, *second])
    sound(there)
    assert there == fold(LENGTH, [*second, *first])


@given(histories, events)
def test_what_is_illegal_changes_nothing(steps: list[list[Event]], event: Event) -> None:
    layer, _ = run(steps)
    before = layer.snapshot()
    try:
        step(layer, single(event))
    except DecisionError:
        assert layer.snapshot() == before
    sound(layer)


@given(claims)
def test_a_claim_is_the_same_after_json(claim: Claim) -> None:
    assert claim_of(claim_form(claim)) == claim
    assert claim_of(claim_form(claim), str.lower) == claim_of(claim_form(claim), str.upper) or claim.spans


def test_the_name_of_an_entry_tells_no_links_apart() -> None:
    one, other = Link(ONE, "base", "Q1", "Union"), Link(ONE, "base", "Q1")
    assert one == other
    assert claim_text(one) == claim_text(other)
    found = claim_of(claim_form(one))
    assert isinstance(found, Link)
    assert found.name == "Union"


def holding(*many: Event) -> Layer:
    return run([[Added(span) for span in POOL], *([one] for one in many)])[0]


def moved(span: Span) -> Span:
    return span.labelled("C")


HEAD_OF = Relation(ONE, "head_of", TWO)


def test_claims_follow_a_span_that_is_relabelled_or_resized() -> None:
    layer = holding(
        Claimed(HEAD_OF), Claimed(Same(THREE, ONE)), Claimed(Link(ONE, "base", "Q1")),
        Claimed(Attribute(ONE, "a", True)), Claimed(Attribute(HEAD_OF, "tense", "past")),
        Refused(Relation(ONE, "owns", TWO)), Refused(Same(FOUR, ONE)), Relabelled(ONE, "C"), Resized(TWO, 2, 5),
    )  # fmt: skip
    now = Relation(moved(ONE), "head_of", TWO.resized(2, 5))
    assert set(layer.claims) == {
        now, Link(moved(ONE), "base", "Q1"), Attribute(moved(ONE), "a", True), Attribute(now, "tense", "past"),
    }  # fmt: skip
    assert mentions_with(layer, THREE) == [moved(ONE), THREE]
    assert set(layer.refusals) == {Relation(moved(ONE), "owns", now.tail), Same(moved(ONE), FOUR)}


def test_claims_go_with_a_span_and_come_back_with_it() -> None:
    layer = holding(
        Claimed(HEAD_OF), Claimed(Same(THREE, ONE)), Claimed(Same(FOUR, ONE)), Claimed(Link(ONE, "b", "Q1"))
    )
    before = layer.snapshot()
    gone = single(Removed(ONE))
    step(layer, gone)
    assert set(layer.claims) == {Link(THREE, "b", "Q1")}, "what was said of the entity stays with the others"
    assert mentions_with(layer, THREE) == [THREE, FOUR]
    step(layer, single(Undone(gone.step)))
    assert layer.snapshot() == before
    step_all(layer, made(Removed(ONE), Restored(ONE)))
    assert HEAD_OF in layer.claims
    assert mentions_with(layer, ONE) == [ONE, THREE, FOUR]


def test_taking_a_mention_out_never_parts_the_others() -> None:
    layer = holding(Claimed(Same(TWO, ONE)), Claimed(Same(THREE, TWO)), Claimed(Same(FOUR, THREE)))
    step(layer, single(Withdrawn(Same(TWO, ONE))))
    assert mentions_with(layer, ONE) == [ONE, THREE, FOUR]
    step(layer, single(Claimed(Same(THREE, TWO))))
    assert mentions_with(layer, ONE) == [ONE, FOUR]
    assert mentions_with(layer, TWO) == [TWO, THREE]
    step(layer, single(Claimed(Same(FOUR, THREE, whole=True))))
    assert mentions_with(layer, ONE) == [ONE, TWO, THREE, FOUR]


def test_one_join_out_of_the_middle_can_be_taken_back() -> None:
    first, second, third = (made(Claimed(Same(*pair))) for pair in ((TWO, ONE), (THREE, ONE), (FOUR, ONE)))
    layer = holding()
    for many in (first, second, third):
        step_all(layer, many)
    step(layer, single(Undone(second[0].step)))
    assert mentions_with(layer, ONE) == [ONE, TWO, FOUR]
    step(layer, single(Undone(first[0].step)))
    assert mentions_with(layer, ONE) == [ONE, FOUR], "the entity does not go with the step that founded it"


def test_a_claim_that_another_copy_made_of_a_span_that_was_moved_meanwhile_rests_on_it_where_it_is() -> None:
    start = made(*map(Added, POOL))
    here = made(Relabelled(ONE, "C"), Resized(moved(ONE), 0, 1))
    there = made(Claimed(HEAD_OF), Claimed(Same(THREE, ONE)))
    layer = fold(LENGTH, [*start, *here, *there])
    assert set(layer.claims) == {Relation(Span(0, 1, "C"), "head_of", TWO)}
    assert mentions_with(layer, THREE) == [Span(0, 1, "C"), THREE]
    step(layer, single(Undone(here[0].step)))
    assert set(layer.claims) == {HEAD_OF}


def test_a_claim_on_a_span_whose_move_is_undone_rests_on_it_where_it_was() -> None:
    layer = holding()
    move = made(Relabelled(ONE, "C"))
    step_all(layer, move)
    step_all(layer, made(Claimed(Relation(moved(ONE), "head_of", TWO))))
    step(layer, single(Undone(move[0].step)))
    assert set(layer.claims) == {HEAD_OF}
    step(layer, single(Redone(move[0].step)))
    assert set(layer.claims) == {Relation(moved(ONE), "head_of", TWO)}


def test_one_answer_a_question() -> None:
    layer = holding(
        Claimed(Link(ONE, "base", "Q1")), Claimed(Link(ONE, "base", "Q2")), Claimed(Link(ONE, "other", "Q1")),
        Claimed(Attribute(ONE, "quoted", True)), Claimed(Attribute(ONE, "quoted", False)),
    )  # fmt: skip
    assert set(layer.claims) == {
        Link(ONE, "base", "Q2"), Link(ONE, "other", "Q1"), Attribute(ONE, "quoted", False),
    }  # fmt: skip


def test_of_two_links_of_one_entity_the_last_one_holds() -> None:
    layer = holding(Claimed(Link(TWO, "base", "Q2")), Claimed(Link(ONE, "base", "Q1")), Claimed(Same(TWO, ONE)))
    assert link_of(layer, TWO, "base") == Link(ONE, "base", "Q1")
    assert link_of(layer, TWO, "other") is None


def test_what_is_refused_does_not_hold_and_what_is_claimed_is_not_refused() -> None:
    layer = holding(Claimed(HEAD_OF), Refused(HEAD_OF), Claimed(Same(TWO, ONE)), Refused(Same(ONE, TWO)))
    assert not layer.claims
    assert set(layer.refusals) == {HEAD_OF, Same(ONE, TWO)}
    assert mentions_with(layer, ONE) != [ONE, TWO]
    step_all(layer, made(Claimed(HEAD_OF), Claimed(Same(TWO, ONE))))
    assert not layer.refusals


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Claimed(HEAD_OF), "That holds already."),
        (Claimed(Relation(ONE, "owns", ONE)), "A relation needs two spans."),
        (Claimed(Same(TWO, ONE)), "That holds already."),
        (Withdrawn(Relation(ONE, "owns", TWO)), "That does not hold, so it cannot be taken back."),
        (Withdrawn(Same(FOUR, ONE)), "That does not hold, so it cannot be taken back."),
        (Refused(Relation(TWO, "owns", ONE)), "That was refused already."),
    ],
)
def test_what_makes_no_sense_has_a_name(event: Event, why: str) -> None:
    layer = holding(Claimed(HEAD_OF), Claimed(Same(TWO, ONE)), Refused(Relation(TWO, "owns", ONE)))
    with pytest.raises(DecisionError) as error:
        step(layer, single(event))
    assert str(error.value) == why


def test_a_claim_needs_what_it_rests_on() -> None:
    layer = holding()
    for claim in (Relation(ONE, "owns", Span(0, 1, "Z")), Attribute(HEAD_OF, "tense", "past")):
        with pytest.raises(NoSuchSpan):
            step(layer, single(Claimed(claim)))


def ruled(conflict: str, spans: tuple[Span, ...], *said: Claim) -> Event:
    return Ruled(0, LENGTH, conflict, spans, "1", (), said)


def test_a_ruling_takes_the_place_of_the_one_before_it_and_leaves_what_the_reviewer_did_by_hand() -> None:
    log = [
        *decide([ruled("[]", POOL)], layer=GOLD, by="rev"),
        *decide([ruled("x", (), HEAD_OF, Same(TWO, ONE), Link(ONE, "base", "Q1"))], layer=GOLD, by="rev"),
        *decide([Claimed(Same(FOUR, THREE))], layer=GOLD, by="rev"),
    ]
    layer = fold(LENGTH, log)
    assert set(layer.claims) == {HEAD_OF, Link(ONE, "base", "Q1")}
    assert holds(layer, Same(ONE, TWO))
    log += decide([ruled("x", (), HEAD_OF.turned, Same(THREE, ONE))], layer=GOLD, by="rev")
    layer = fold(LENGTH, log)
    assert set(layer.claims) == {HEAD_OF.turned}
    assert not holds(layer, Same(ONE, TWO))
    assert holds(layer, Same(FOUR, THREE))
    log += decide([ruled("[]", POOL[1:])], layer=GOLD, by="rev")
    assert not fold(LENGTH, log).claims
