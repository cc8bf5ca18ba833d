"""The articles behind `exports/samples/`: emoji, nested names, line breaks, a rejection, a comment, claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.article import Article
from annotator.domain.claims.said import NO_CLAIMS, ClaimsMade, claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.document import Document
from annotator.domain.layer import Comment, Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens

_FIRST = """\
Harbour town welcomes “floating” library

The Port Ellen Harbour Trust opened a library on a barge on Friday 😀.
“It is ours,” said Zoë Okonkwo-Bright, who chairs the trust.
Boats from São Miguel
and Bergen brought 4,200 books.

By Ana Ruiz
"""
_SECOND = "東京で新しい図書館が開館した。 Tokyo Metropolitan Library said so.\n"
_AT = "2026-01-02T03:04:05.678Z"


def _held(
    text: str, quote: str, label: str, *, suggested: str = "", source: str = "", score: float | None = None
) -> Held:
    start = text.index(quote)
    span = Span(start, start + len(quote), label)
    was = span.labelled(suggested) if suggested else None
    return Held(span, was, source, score, "ana", _AT)


def _document(text: str, spans: list[Held], rejected: list[Held], status: str, cats: dict[str, bool]) -> Document:
    article = Article.of(text, source="wire", date="2026-01-02", language="en", meta={"id": 7})
    comments = [Comment("Is the barge a place?", spans[0].span, "ana", _AT)] if spans else []
    spans = sorted(spans, key=lambda held: held.span)
    edges = list(OwnTokens(text))
    made = _claims({held.span.quote(text): held.span for held in spans}) if rejected else NO_CLAIMS
    return Document(article, "ana", status, spans, rejected, cats, edges, OWN, "news", _AT, 4200, False, comments, made)


def _claims(by_quote: Mapping[str, Span]) -> ClaimsMade:
    """One claim of each kind, and a refused one."""
    how = Standing("1", "ana", _AT)
    zoe, trust, town, head = (
        by_quote[quote] for quote in ("Zoë Okonkwo-Bright", "Port Ellen Harbour Trust", "Port Ellen", "Harbour tow")
    )
    leads = Relation(zoe, "leads", trust)
    claims: dict[Claim, Standing] = {
        leads: replace(how, source="memory", score=0.88),
        Link(town, "gazetteer", "7521325", "Port Ellen"): how,
        Attribute(zoe, "mention", "name"): how,
        Attribute(leads, "tense", "present"): how,
    }
    members = {town: replace(how, entity="1"), head: replace(how, entity="1")}
    return claims_made(claims, members, {Relation(zoe, "owns", trust): replace(how, source="memory", score=0.31)})


def sample_documents() -> list[Document]:
    model = "spacy:demo-1"
    first = [
        _held(_FIRST, "Port Ellen Harbour Trust", "ORG", suggested="ORG", source=model, score=0.93),
        _held(_FIRST, "Port Ellen", "GPE"),
        _held(_FIRST, "Friday", "DATE", suggested="DATE", source=model, score=0.99),
        _held(_FIRST, "Zoë Okonkwo-Bright", "PERSON", suggested="ORG", source=model, score=0.41),
        _held(_FIRST, "São Miguel\nand Bergen", "LOC"),
        _held(_FIRST, "4,200", "CARDINAL"),
        _held(_FIRST, "Harbour tow", "GPE"),
    ]
    refused = [_held(_FIRST, "Boats", "ORG", suggested="ORG", source=model, score=0.2)]
    second = [_held(_SECOND, "東京", "GPE"), _held(_SECOND, "Tokyo Metropolitan Library", "ORG")]
    return [
        _document(_FIRST, first, refused, "finished", {"culture": True, "sport": False}),
        _document(_SECOND, second, [], "finished", {}),
        _document("A note that nobody needs to label.\n", [], [], "skipped", {}),
    ]
