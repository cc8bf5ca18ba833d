"""What a review makes of claims: what all agree on, what is asked, and what any answers come to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claim_reviews import Review, do, joined, layer_of, partition

from annotator.domain.claim_review.entities import blocks
from annotator.domain.claim_review.moved import moved
from annotator.domain.claims.said import ClaimsMade, claims_made
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Claimed, Refused
from annotator.domain.disagreement.claim_conflict import claims_of, name_of_claims
from annotator.domain.disagreement.conflicts import annotators_of, renamed, versions_of
from annotator.domain.span import Span

NAMES = ("ana", "ben", "cem", "dee")
POOL = tuple(Span(10 * number, 10 * number + 5, "P") for number in range(8))
A, B, C, D = POOL[:4]
SCHEME = ClaimScheme(
    (
        RelationType("head_of"),
        RelationType("owns", between="entities"),
        RelationType("beside", directed=False),
    ),
    (
        AttributeType("mention", kind="choice", values=("name", "nominal"), default="name"),
        AttributeType("stance", kind="choice", values=("for", "against")),
        AttributeType("tense", of="relation", kind="choice", values=("past", "now")),
        AttributeType("known", of="entity"),
    ),
    EntityRules(),
)
MENTIONS_ONLY = ClaimScheme((RelationType("head_of"), RelationType("beside", directed=False)), (), EntityRules())

partitions = st.lists(st.integers(0, 4), min_size=len(POOL), max_size=len(POOL)).map(
    lambda groups: [[POOL[i] for i, group in enumerate(groups) if group == one] for one in sorted({*groups})]
)
many = st.integers(2, 4).flatmap(lambda number: st.lists(partitions, min_size=number, max_size=number))
_ends = st.sampled_from(POOL[:4])
relations = st.builds(Relation, _ends, st.sampled_from(["head_of", "beside"]), _ends).filter(
    lambda one: one.head < one.tail or (one.label == "head_of" and one.head != one.tail)
)
related = st.lists(st.sets(relations), min_size=2, max_size=4)
orders = st.lists(st.integers(0, 30), max_size=20)


def review(*claims: Sequence[Claim], spans: Sequence[Sequence[Span]] = (), scheme: ClaimScheme = SCHEME) -> Review:
    """The review of what annotators claim who hold the same spans, or these."""
    held = spans or [POOL] * len(claims)
    layers = (layer_of(who, has, said) for who, has, said in zip(NAMES, held, claims, strict=False))
    return Review(dict(zip(NAMES, layers, strict=False)), scheme)


@given(many, st.integers(0, 3), orders)
def test_following_one_annotator_makes_their_entities_in_any_order(
    said: list[list[list[Span]]], who: int, order: list[int]
) -> None:
    who %= len(said)
    desk = review(*map(joined, said))
    parts = [{frozenset(group) for group in one} for one in said]
    everyone = blocks([moved(name, POOL, _made(desk, name), lambda _, span: span, SCHEME) for name in desk.layers])
    assert len(desk.open) <= len(everyone) - _components(everyone, parts)
    desk.follow(NAMES[who], order)
    assert desk.entities == partition(desk.layers[NAMES[who]])


@given(many, orders, st.lists(st.integers(0, 4), max_size=12))
def test_any_answers_make_a_partition_in_any_order(
    said: list[list[list[Span]]], order: list[int], answers: list[int]
) -> None:
    desk, other = review(*map(joined, said)), review(*map(joined, said))
    chosen = {
        one.name: one.choices()[answers[number % len(answers)] % len(one.choices())][0] if answers else ()
        for number, one in enumerate(desk.open)
    }
    picks = iter(order)
    while desk.open:
        conflict = desk.open[next(picks, 0) % len(desk.open)]
        desk.rule(conflict, chosen[conflict.name])
    for conflict in reversed(other.open):
        other.rule(conflict, chosen[conflict.name])
    assert desk.entities == other.entities
    joins = [one for one in desk.claims.gold if isinstance(one, Same)]
    assert len({span for group in desk.entities for span in group}) == sum(map(len, desk.entities))
    assert all(desk.layer.members[one.span].entity == desk.layer.members[one.to].entity for one in joins)


@given(related, st.integers(0, 3), orders)
def test_following_one_annotator_makes_their_relations(said: list[set[Relation]], who: int, order: list[int]) -> None:
    who %= len(said)
    desk = review(*map(list, said), scheme=MENTIONS_ONLY)
    assert {one for one in desk.claims.agreed if isinstance(one, Relation)} == set.intersection(*said)
    desk.follow(NAMES[who], order)
    assert desk.relations == said[who]
    assert {one for one in desk.claims.gold if isinstance(one, Relation)} == desk.relations


@given(related, many)
def test_nobody_is_asked_where_all_say_the_same(said: list[set[Relation]], parts: list[list[list[Span]]]) -> None:
    claims = [*said[0], *joined(parts[0])]
    desk = review(claims, claims, claims)
    assert not desk.open
    assert desk.entities == partition(desk.layers["ana"])
    assert desk.relations == said[0]


H, T, OWNS = Relation(A, "head_of", B), Relation(B, "head_of", A), Relation(A, "owns", B)


@pytest.mark.parametrize(
    ("ana", "ben", "kinds"),
    [
        ([H], [H], []),
        ([H], [], ["missed"]),
        ([H], [T], ["direction"]),
        ([H], [OWNS], ["label"]),
        ([H, OWNS], [OWNS], ["missed"]),
        ([H], [Relation(A, "head_of", C)], ["other end"]),
        ([H, Relation(A, "head_of", D)], [Relation(A, "head_of", C)], ["other end", "missed"]),
        ([H], [Relation(C, "head_of", B)], ["missed", "missed"]),
        ([Relation(A, "beside", B)], [Relation(B, "beside", A)], []),
        ([*joined([(A, C)]), OWNS], [*joined([(A, C)]), Relation(C, "owns", B)], []),
        ([*joined([(A, C)]), H], [*joined([(A, C)]), Relation(C, "head_of", B)], ["missed", "missed"]),
        ([Link(A, "base", "Q1", "One")], [Link(A, "base", "Q1", "other words")], []),
        ([Link(A, "base", "Q1")], [Link(A, "base", "")], ["entry"]),
        ([Link(A, "base", "")], [], ["missed"]),
        ([*joined([(A, B)]), Link(A, "base", "Q1")], [*joined([(A, B)]), Link(B, "base", "Q1")], []),
        ([Attribute(A, "mention", "name")], [], []),
        ([Attribute(A, "mention", "nominal")], [], ["value"]),
        ([Attribute(A, "stance", "for")], [], ["missed"]),
        ([Attribute(A, "stance", "for")], [Attribute(A, "stance", "against")], ["value"]),
        ([*joined([(A, B)]), Attribute(A, "known", True)], [*joined([(A, B)]), Attribute(B, "known", True)], []),
        ([H, Attribute(H, "tense", "past")], [H, Attribute(H, "tense", "now")], ["value"]),
        ([H, Attribute(H, "tense", "past")], [], ["missed"]),
    ],
)  # fmt: skip
def test_kinds_of_conflicts(ana: list[Claim], ben: list[Claim], kinds: list[str]) -> None:
    desk = review(ana, ben)
    assert sorted(one.kind for one in desk.open) == sorted(kinds)
    assert [one.kind for one in review(ben, ana).open] == [one.kind for one in desk.open]


def test_a_relation_that_brings_others_is_one_where_its_end_is_disputed() -> None:
    scheme = ClaimScheme((RelationType("head_of", implies=("member_of",)), RelationType("member_of")))

    def said(tail: Span) -> list[Claim]:
        return [Relation(A, name, tail) for name in ("head_of", "member_of")]

    desk = review(said(B), said(C), scheme=scheme)
    assert [one.kind for one in desk.open] == ["other end"]
    desk.follow("ben")
    assert desk.relations == set(said(C))


def test_what_is_said_of_a_relation_is_asked_when_the_relation_is_gold() -> None:
    past, now = Attribute(H, "tense", "past"), Attribute(H, "tense", "now")
    desk = review([H, past], [H, now], [])
    (missed,) = desk.open
    assert missed.kind == "missed"
    desk.rule(missed, (H,))
    (value,) = desk.open
    assert dict(value.versions) == {"ana": (past,), "ben": (now,)}
    desk.rule(value, (now,))
    assert {H, now} <= desk.layer.claims.keys()
    desk.rule(missed, ())
    assert not desk.layer.claims
    assert not desk.open


def test_who_has_not_the_spans_has_no_say_unless_but_one_has_them() -> None:
    three = review([H], [H], [], spans=[(A, B), (A, B), (A,)])
    three.rule_spans(three.spans.conflicts[0], (B,))
    assert not three.open
    assert three.relations == {H}
    two = review([H], [], spans=[(A, B), (A,)])
    assert not two.open
    two.rule_spans(two.spans.conflicts[0], (B,))
    assert [dict(one.versions) for one in two.open] == [{"ana": (H,), "ben": ()}]


def test_a_border_that_is_disputed_is_not_disputed_in_claims_anew() -> None:
    longer = Span(A.start, A.end + 2, "P")
    moved_claim = Relation(longer, "head_of", B)
    desk = review([H], [moved_claim], spans=[(A, B), (longer, B)])
    assert not desk.open
    assert {who for who, _ in desk.claims.aside} == {"ana", "ben"}
    (conflict,) = desk.spans.conflicts
    desk.rule_spans(conflict, (longer,))
    assert desk.relations == {moved_claim}
    assert not desk.claims.aside
    desk.rule_spans(conflict, (A,))
    assert desk.relations == {H}
    desk.rule_spans(conflict, ())
    assert not desk.relations
    assert {who for who, _ in desk.claims.aside} == {"ana", "ben"}


def test_a_ruling_stands_until_somebody_it_heard_says_otherwise() -> None:
    desk = review([H], [], [])
    (conflict,) = desk.open
    desk.rule(conflict, (H,))
    assert not desk.open
    do(desk.layers["cem"], [Claimed(H)], "cem")
    desk.read()
    assert [one.kind for one in desk.open] == ["missed"]
    assert not desk.relations


def test_whoever_comes_later_and_says_what_was_ruled_changes_nothing() -> None:
    desk = review([H], [])
    desk.rule(desk.open[0], (H,))
    desk.layers = {**desk.layers, "cem": layer_of("cem", POOL, [H])}
    desk.read()
    assert (desk.open, desk.relations) == ([], {H})


def test_what_the_reviewer_refused_is_not_gold_though_all_agree() -> None:
    desk = review([H, *joined([(A, B)])], [H, *joined([(A, B)])])
    do(desk.layer, [Refused(H), Refused(Same(B, A))], "rita")
    desk.read()
    desk.read()
    assert (desk.relations, desk.entities) == (set(), set())


def test_a_link_goes_with_the_mention_it_was_given_on_where_gold_parts_an_entity() -> None:
    link = Link(A, "base", "Q1")
    desk = review([*joined([(A, B)]), link], [link])
    (same,) = desk.open
    desk.rule(same, ())
    assert not desk.open
    assert [one for one in desk.layer.claims if isinstance(one, Link)] == [link]


def test_one_annotator_alone_is_gold_as_they_have_it() -> None:
    said = [H, *joined([(A, B, C)]), Attribute(A, "mention", "nominal"), Link(A, "base", "Q1")]
    desk = review(said)
    assert not desk.open
    assert desk.layer.claims.keys() == {one for one in said if not isinstance(one, Same)}
    assert desk.entities == {frozenset((A, B, C))}


def test_a_name_says_who_said_what_and_follows_labels() -> None:
    name = name_of_claims((("ben", ()), ("ana", (H, Link(A, "base", "Q1", "not told")))))
    assert claims_of(name) == {"ana": (H, Link(A, "base", "Q1")), "ben": ()}
    assert annotators_of(name) == ("ana", "ben")
    there = renamed(name, lambda label: "PERSON" if label == "P" else label)
    assert claims_of(there)["ana"][0] == Relation(A.labelled("PERSON"), "head_of", B.labelled("PERSON"))
    assert not versions_of(name)


@pytest.mark.parametrize("name", ["", "[", "{}", '{"ana": 1}', '{"ana": [{}]}', '{"ana": [[0, 1, "P"]]}', "[1]"])
def test_a_name_of_another_kind_tells_of_no_claims(name: str) -> None:
    assert not claims_of(name)


def _made(desk: Review, name: str) -> ClaimsMade:
    layer = desk.layers[name]
    return claims_made(layer.claims, layer.members, layer.refusals)


def _components(found: Sequence[Sequence[Span]], parts: Sequence[set[frozenset[Span]]]) -> int:
    root = {block[0]: block[0] for block in found}

    def find(span: Span) -> Span:
        while root[span] != span:
            span = root[span]
        return span

    for one in parts:
        for group in one:
            firsts = [block[0] for block in found if block[0] in group]
            for other in firsts[1:]:
                root[find(other)] = find(firsts[0])
    return sum(find(span) == span for span in root)
