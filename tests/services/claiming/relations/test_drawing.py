"""Drawing, turning and taking back in any order: what follows is there as long as what it follows from."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claims.scheme import ClaimScheme, RelationType
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed, Event, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.domain.state import Layer
from annotator.services.claiming.relations.drawing import drawn, following, holds_alike, once, taken_back, turned

SPANS = tuple(Span(start, start + 2, "A") for start in range(0, 12, 2))
CLAIMS = ClaimScheme(
    (
        RelationType("head_of", between="entities", implies=("member_of",)),
        RelationType("member_of", between="entities", inverse="has_member", implies=("knows",)),
        RelationType("has_member", between="entities"),
        RelationType("knows", directed=False),
        RelationType("owns", implies=("knows",)),
    )
)
NAMES = [kind.name for kind in CLAIMS.relations]
relations = st.builds(
    lambda ends, name: Relation(ends[0], name, ends[1]),
    st.permutations(SPANS).map(lambda some: some[:2]),
    st.sampled_from(NAMES),
)
steps = st.lists(st.tuples(st.sampled_from(["draw", "draw", "take", "turn"]), relations), max_size=12)


def layer_of(joined: Sequence[int]) -> Layer:
    """A layer that holds the spans, some of them as mentions of one entity."""
    layer = Layer(20)
    events: list[Event] = [Added(span) for span in SPANS]
    do(layer, events)
    for number in joined:
        do(layer, [Claimed(Same(SPANS[number + 1], SPANS[number]))])
    return layer


def do(layer: Layer, events: Sequence[Event]) -> None:
    """Do something as one step."""
    step_all(layer, decide(list(events), layer="ana", by="ana"))


@given(st.sets(st.integers(0, len(SPANS) - 2), max_size=2), steps)
def test_every_step_is_legal_and_what_follows_stays_with_what_it_follows_from(
    joined: set[int], some: list[tuple[str, Relation]]
) -> None:
    layer = layer_of(sorted(joined))
    for what, relation in some:
        members = layer.members
        one, two = (members.get(end) for end in relation.spans)
        if one and two and one.entity == two.entity:
            continue
        if what == "draw" and not holds_alike(layer, CLAIMS, relation):
            do(layer, list(once(drawn(layer, CLAIMS, relation))))
            assert holds_alike(layer, CLAIMS, relation)
        elif what == "take" and holds_alike(layer, CLAIMS, relation):
            do(layer, taken_back(layer, CLAIMS, relation))
            assert not holds_alike(layer, CLAIMS, relation)
        elif what == "turn" and relation in layer.claims and not holds_alike(layer, CLAIMS, relation.turned):
            do(layer, turned(layer, CLAIMS, relation))
            assert holds_alike(layer, CLAIMS, relation.turned)
        for claim, standing in layer.claims.items():
            if isinstance(claim, Relation) and standing.auto:
                by_hand = [one for one, how in layer.claims.items() if isinstance(one, Relation) and not how.auto]
                assert any(alike_of(layer, claim, one) for one in by_hand), claim


def alike_of(layer: Layer, claim: Relation, drawn_one: Relation) -> bool:
    """Whether a relation follows from one that was drawn, between the same spans or entities."""

    def end(span: Span) -> str | Span:
        member = layer.members.get(span)
        return member.entity if member else span

    said = {
        frozenset((end(one.head), end(one.tail))) for one in following(CLAIMS, drawn_one) if one.label == claim.label
    }
    return frozenset((end(claim.head), end(claim.tail))) in said


def test_what_followed_between_mentions_goes_with_a_relation_of_their_entities() -> None:
    layer = layer_of([2])
    drawn_one = Relation(SPANS[0], "head_of", SPANS[2])
    do(layer, drawn(layer, CLAIMS, drawn_one))
    assert {claim.label for claim in layer.claims if isinstance(claim, Relation)} == {
        "head_of", "member_of", "has_member", "knows",
    }  # fmt: skip
    do(layer, taken_back(layer, CLAIMS, Relation(SPANS[0], "head_of", SPANS[3])))
    assert not layer.claims
