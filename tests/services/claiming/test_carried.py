"""What becomes of claims when the span that they rest on goes, or gives way to another one; what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.claiming import HPA, LUND, PORT, SOL, TEXT, UHW, UNION, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.span import Span
from annotator.services.annotating.describe import describe
from annotator.services.annotating.session import AnnotationSession

HEADS = Relation(LUND, "head_of", PORT)
MADE: list[Event] = [
    Claimed(HEADS),
    Claimed(Same(HPA, PORT)),
    Claimed(Attribute(HEADS, "quoted", value=True)),
    Claimed(Attribute(LUND, "role", "head")),
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[AnnotationSession]:
    store, key = made(tmp_path / "p.db")
    with store:
        decided(store, key, MADE)
        yield AnnotationSession(store, key, "ana")


def test_claims_go_with_their_span_are_counted_and_come_back(session: AnnotationSession) -> None:
    before = session.layer.snapshot()
    session.go_to(LUND)
    assert session.reject().message == "1 relation, 2 attributes went with it: u brings all back."
    assert not session.layer.claims
    session.undo()
    assert session.layer.snapshot() == before


def test_the_others_of_an_entity_stay_together(session: AnnotationSession) -> None:
    decided(session.store, session.key, [Claimed(Same(UHW, UNION))])
    session = AnnotationSession(session.store, session.key, "ana")
    session.go_to(UHW)
    assert session.reject().message == ""


def test_what_no_longer_fits_a_relabelled_span_is_told(session: AnnotationSession) -> None:
    session.go_to(LUND)
    assert session.label("GPE").message.endswith(
        "1 attribute, 1 relation no longer fit: GPE has no role (1); head_of wants PERSON as head (1)."
    )
    session.go_to(PORT)
    assert session.label("PERSON").message == ""
    session.undo()
    session.undo()
    session.go_to(PORT)
    assert session.label("GPE").message == ""


def test_what_gives_way_to_another_label_no_longer_fits(session: AnnotationSession) -> None:
    session.select_stretch(LUND.start, LUND.end + len(", who"))
    assert "1 relation no longer fit" in session.label("GPE").message


def test_what_gives_way_to_one_span_leaves_its_claims_to_it(session: AnnotationSession) -> None:
    before = session.layer.snapshot()
    start, end = LUND.start, SOL.start - len("Its leader, ")
    wider = Span(start, TEXT.index(" heads"), "PERSON")
    assert start < wider.end < end
    session.select_stretch(wider.start, wider.end)
    assert session.label("PERSON").message == "Replaced: PERSON on “Tor Lund”."
    moved = Relation(wider, "head_of", PORT)
    assert set(session.layer.claims) == {
        moved, Attribute(moved, "quoted", value=True), Attribute(wider, "role", "head"),
    }  # fmt: skip
    session.undo()
    assert session.layer.snapshot() == before


def test_a_mention_that_gives_way_leaves_its_entity_to_the_other(session: AnnotationSession) -> None:
    wider = Span(PORT.start, HPA.end + 1, "ORG")
    session.layer.claim_index.mentions("")
    session.go_to(HPA)
    session.reject()
    session.undo()
    session.select_stretch(HPA.start - 1, HPA.end + 1)
    session.label("ORG")
    (entity,) = session.layer.claim_index.entities()
    assert session.layer.claim_index.mentions(entity) == [PORT, Span(HPA.start - 1, HPA.end + 1, "ORG")]
    assert wider not in session.layer.held


def test_two_that_give_way_leave_nothing(session: AnnotationSession) -> None:
    session.select_stretch(PORT.start, HPA.end + 1)
    said = session.label("ORG").message
    assert said.startswith("Replaced: ORG on “Halvik Port Authority” and 1 more.")
    assert "went with them" in said
    assert not any(isinstance(claim, Relation) for claim in session.layer.claims)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (HEADS, "head_of “Tor Lund” → “Halvik Port Authority”"),
        (Same(HPA, PORT), "“HPA” = “Halvik Port Authority”"),
        (Same(HPA, HPA), "“HPA” by itself"),
        (Link(HPA, "base", "Q1", "Port of Halvik"), "“HPA” @ Port of Halvik"),
        (Link(HPA, "base", ""), "“HPA” @ not in the base"),
        (Attribute(HPA, "quoted", value=True), "quoted: yes on “HPA”"),
        (Attribute(HEADS, "tense", "past"), "tense: past on head_of “Tor Lund” → “Halvik Port Authority”"),
    ],
)
def test_each_claim_is_told_in_words(claim: Claim, words: str) -> None:
    text = Article.of(TEXT).text
    follows = Claimed(Relation(LUND, "member_of", PORT), "implies", auto=True)
    assert describe([Claimed(claim), follows], text) == words
    assert describe([Withdrawn(claim)], text) == f"withdrawn {words}"
    assert describe([Refused(claim)], text) == f"refused {words}"
