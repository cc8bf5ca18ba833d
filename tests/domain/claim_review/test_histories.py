"""Whatever annotators and a reviewer do, in whatever order: gold is what is agreed and what was ruled, and stays so."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.claim_reviews import Review, do, layer_of

from annotator.domain.claim_review.entities import GoldEntities
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.standing import pair_or_claim
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Event, Removed, Ruled, Undone, Withdrawn, decide
from annotator.domain.disagreement.conflicts import REOPENED
from annotator.domain.gold import standing
from annotator.domain.layer import fold, step_all
from annotator.domain.span import Span
from annotator.errors import DecisionError

SPANS = tuple(Span(10 * number, 10 * number + 5, label) for number, label in enumerate("PPOOP"))
WIDE = tuple(Span(one.start, one.end + 2, one.label) for one in SPANS[:2])
SCHEME = ClaimScheme(
    (RelationType("head_of"), RelationType("owns", between="entities"), RelationType("beside", directed=False)),
    (AttributeType("mention", default="name", kind="choice", values=("name", "nominal")),
     AttributeType("tense", of="relation", kind="choice", values=("past", "now"))),
    EntityRules(),
    (Base("base"),),
)  # fmt: skip
_spans = st.sampled_from((*SPANS, *WIDE))
_relations = st.builds(Relation, _spans, st.sampled_from(["head_of", "owns", "beside"]), _spans).filter(
    lambda one: one.head < one.tail or (one.label != "beside" and one.head != one.tail)
)
_claims: st.SearchStrategy[Claim] = st.one_of(
    st.builds(Same, _spans, _spans, st.booleans()),
    _relations,
    st.builds(Link, _spans, st.just("base"), st.sampled_from(["", "Q1", "Q2"])),
    st.builds(Attribute, _spans, st.just("mention"), st.sampled_from(["name", "nominal"])),
    st.builds(Attribute, _relations, st.just("tense"), st.sampled_from(["past", "now"])),
)
_said: st.SearchStrategy[Event] = st.one_of(
    st.builds(Claimed, _claims), st.builds(Claimed, _claims), st.builds(Withdrawn, _claims), st.builds(Added, _spans),
    st.builds(Removed, _spans),
)  # fmt: skip
_number = st.integers(0, 20)
_acts = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(["ana", "ben", "cem"]), _said),
    st.tuples(st.sampled_from(["rule", "rule", "rule spans", "undo", "comes"]), _number, _number),
)


@given(st.lists(_claims, max_size=8), st.lists(_claims, max_size=8), st.lists(_acts, max_size=14))
def test_gold_is_what_is_agreed_and_what_was_ruled(ana: list[Claim], ben: list[Claim], acts: list[Any]) -> None:
    desk = Review({"ana": layer_of("ana", SPANS), "ben": layer_of("ben", [*SPANS[1:], WIDE[0]])}, SCHEME)
    for who, claims in (("ana", ana), ("ben", ben)):
        for claim in claims:
            _do(desk, who, Claimed(claim))
    steps: list[str] = []
    for act in acts:
        _act(desk, act, steps)
        desk.read()
        _check(desk)
    assert fold(desk.layer.length, desk.layer.recorded()).claims == desk.layer.claims


def _do(desk: Review, who: str, event: Event) -> None:
    try:
        do(desk.layers[who], [event], who)
    except (DecisionError, KeyError):
        return
    desk.read()


def _act(desk: Review, act: tuple[Any, Any, Any], steps: list[str]) -> None:
    match act:
        case ("say", who, event):
            _do(desk, who, event)
        case ("rule", which, version) if desk.claims.conflicts:
            conflict = desk.claims.conflicts[which % len(desk.claims.conflicts)]
            choices = [*(one for one, _ in conflict.choices()), ()]
            _rule(desk, Ruled(0, 1, conflict.name, (), "1", (), choices[version % len(choices)]), steps)
        case ("rule spans", which, version) if desk.spans.conflicts:
            place = desk.spans.conflicts[which % len(desk.spans.conflicts)]
            spans = [*(one for one, _ in place.choices()), ()]
            _rule(desk, Ruled(place.start, place.end, place.name, spans[version % len(spans)], "1"), steps)
        case ("undo", _, _) if steps:
            step_all(desk.layer, decide([Undone(steps.pop())], layer="gold", by="rita"))
        case ("comes", _, _) if "cem" not in desk.layers:
            desk.layers = {**desk.layers, "cem": layer_of("cem", SPANS, ())}


def _rule(desk: Review, ruling: Ruled, steps: list[str]) -> None:
    settled = chain(standing(desk.spans, desk.layer).items(), desk.claims.settled.items())
    was = next((one for conflict, (one, _) in settled if conflict.name == ruling.conflict), None)
    renamed = [replace(was, spans=(), claims=(), choice=REOPENED)] if was and was.conflict != ruling.conflict else []
    decisions = decide([*renamed, ruling], layer="gold", by="rita")
    step_all(desk.layer, decisions)
    steps.append(decisions[0].step)


def _check(desk: Review) -> None:
    layer, wanted = desk.layer, desk.claims.gold
    assert set(layer.claims) == {one for one in wanted if not isinstance(one, Same)}
    assert all(pair_or_claim(one) not in layer.refusals for one in wanted)
    joined = GoldEntities((), wanted)
    groups = {frozenset(joined.mentions(one.span)) for one in wanted if isinstance(one, Same)}
    assert {frozenset(mentions) for mentions in layer.claim_index.entities().values()} == groups
    assert all(span in layer.held for one in wanted for span in one.spans)
