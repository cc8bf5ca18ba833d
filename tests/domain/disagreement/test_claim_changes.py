"""What makes the claims of one layer those of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from support.drawn_claims import claimed_documents

from annotator.domain.claims.said import ClaimsMade, claims_made
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, RelationType
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.disagreement.claim_changes import OF, claim_changes
from annotator.domain.disagreement.span_changes import span_changes
from annotator.domain.document import Document
from annotator.domain.span import Span

A, B, C, D = (Span(start, start + 2, "X") for start in (0, 3, 6, 9))
SCHEME = ClaimScheme(
    (RelationType("r"), RelationType("s"), RelationType("even", directed=False)),
    (AttributeType("of span"), AttributeType("of entity", of="entity")),
)
HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")


def made(claims: Iterable[Claim] = (), *entities: tuple[Span, ...]) -> ClaimsMade:
    members = {span: Standing("d1", "ana", "", entity=f"e{nth}") for nth, one in enumerate(entities) for span in one}
    return claims_made(dict.fromkeys(claims, HOW), members, {})


def told(before: ClaimsMade, after: ClaimsMade, moved: Iterable[tuple[Span, Span]] = ()) -> list[tuple[str, str]]:
    spans = span_changes([one for one, _ in moved], [one for _, one in moved])
    return [(one.of, one.kind) for one in claim_changes(before, after, spans, SCHEME)]


def test_a_relation_is_turned_relabelled_removed_or_added() -> None:
    before = made([Relation(A, "r", B), Relation(B, "r", C), Relation(C, "r", D), Relation(A, "s", D)])
    after = made([Relation(B, "r", A), Relation(B, "s", C), Relation(A, "s", D), Relation(A, "s", C)])
    found = claim_changes(before, after, (), SCHEME)
    assert [(one.kind, one.before, one.after) for one in found] == [
        ("added", None, Relation(A, "s", C)),
        ("relabelled", Relation(B, "r", C), Relation(B, "s", C)),
        ("turned", Relation(A, "r", B), Relation(B, "r", A)),
        ("removed", Relation(C, "r", D), None),
    ]
    assert [one.names for one in found] == [("", "s"), ("r", "s"), ("r", "r"), ("r", "")]


def test_what_goes_with_its_span_has_not_changed() -> None:
    longer, other = Span(0, 3, "X"), Span(6, 8, "Y")
    of = Relation(A, "r", C)
    before = made([of, Attribute(of, "sure", "yes"), Link(A, "wiki", "Q1"), Attribute(C, "of span", "x")], (A, C))
    there = Relation(longer, "r", other)
    after = made(
        [there, Attribute(there, "sure", "yes"), Link(longer, "wiki", "Q1"), Attribute(other, "of span", "x")],
        (longer, other),
    )
    assert told(before, after, [(A, longer), (C, other)]) == []


def test_an_even_relation_whose_ends_changed_places_is_the_same() -> None:
    wide, later = Span(0, 8, "X"), Span(4, 8, "X")
    assert told(made([Relation(wide, "even", B)]), made([Relation(B, "even", later)]), [(wide, later)]) == []


def test_of_an_entity_only_the_mentions_that_came_and_went_are_told() -> None:
    assert told(made((), (A, B, C)), made((), (A, B))) == [("mention", "removed")]
    assert told(made((), (A, B), (C, D)), made((), (A, B, C), (D,))) == [("mention", "changed"), ("mention", "removed")]
    assert told(made((), (A, B)), made()) == [("mention", "removed")] * 2
    (found,) = claim_changes(made((), (A, B)), made((), (A, B, C)), (), SCHEME)
    assert (found.before, found.after) == (None, Same(C, A))


def test_answers_are_of_entities_whatever_mention_they_stand_on() -> None:
    joined = (A, B)
    before = made([Link(A, "wiki", "Q1"), Attribute(A, "of entity", "x"), Attribute(A, "of span", "x")], joined)
    after = made([Link(B, "wiki", "Q1"), Attribute(B, "of entity", "x"), Attribute(A, "of span", "y")], joined)
    assert told(before, after) == [("attribute", "changed")]
    assert told(made([Link(A, "wiki", "Q1")], joined), made([Link(B, "wiki", "Q2")], joined)) == [("link", "changed")]
    assert told(made([Link(A, "wiki", "Q1")]), made([Link(A, "kb", "Q1")])) == [("link", "added"), ("link", "removed")]


@given(claimed_documents(), claimed_documents())
def test_as_many_came_as_there_are_more(before: Document, after: Document) -> None:
    spans = span_changes(*([held.span for held in one.spans] for one in (before, after)))
    found = Counter((one.of, one.kind) for one in claim_changes(before.claims, after.claims, spans, SCHEME))
    was, now = before.claims.counts(), after.claims.counts()
    for of in OF.values():
        assert found[of, "added"] - found[of, "removed"] == now[f"{of}s"] - was[f"{of}s"]
    assert not claim_changes(after.claims, after.claims, (), SCHEME)
