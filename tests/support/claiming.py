"""A small project whose scheme has relations, entities and attributes, for tests of the tasks and their screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from support.blank import blank
from support.desks import at

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, EntityRules, RelationType
from annotator.domain.decisions import Added, Event, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = (
    "Dockers in Halvik walk out as pay talks collapse\n\n"
    "Talks between the Union of Harbour Workers (UHW) and the Halvik Port Authority (HPA) broke down shortly before "
    "midnight. Tor Lund, who heads the authority, said the union had asked for a rise of 9 per cent. Its leader, "
    "Ingrid Sol, called the offer of the HPA an insult to Halvik."
)
ORGS, PEOPLE = ("ORG", "GPE"), ("PERSON",)
RELATIONS = (
    RelationType("head_of", "H", head=PEOPLE, tail=ORGS, between="entities", implies=("member_of",)),
    RelationType("member_of", "M", head=PEOPLE, tail=ORGS, between="entities"),
    RelationType("opposes", "P", between="entities", directed=False),
    RelationType("based_in", "B", head=("ORG",), tail=("GPE",), between="entities"),
)
ATTRIBUTES = (
    AttributeType("mention", kind="choice", values=("name", "nominal", "pronoun"), default="name", required=True),
    AttributeType("quoted", default=False),
    AttributeType("role", kind="text", on=PEOPLE),
)
CLAIMS = ClaimScheme(RELATIONS, ATTRIBUTES, EntityRules())
LABELS = (Label("PERSON", "P", "cyan"), Label("ORG", "O", "green"), Label("GPE", "G", "magenta"))


def span(quote: str, label: str, nth: int = 0) -> Span:
    """The span of the `nth` place where a quote stands in the article."""
    return at(quote, label, nth, TEXT)


TOWN = span("Halvik", "GPE")
UNION, UHW = span("Union of Harbour Workers", "ORG"), span("UHW", "ORG")
PORT, HPA, HPA_AGAIN = span("Halvik Port Authority", "ORG"), span("HPA", "ORG"), span("HPA", "ORG", 1)
LUND, SOL = span("Tor Lund", "PERSON"), span("Ingrid Sol", "PERSON")
TOWN_AGAIN = span("Halvik", "GPE", 2)
SPANS = (TOWN, UNION, UHW, PORT, HPA, LUND, SOL, HPA_AGAIN, TOWN_AGAIN)


def made(path: Path, claims: ClaimScheme = CLAIMS, text: str = TEXT) -> tuple[Store, str]:
    """A project of one article in which ana holds `SPANS`, and its key."""
    store = blank(path)
    save_scheme(store, Scheme(LABELS, claims=claims))
    article = Article.of(text)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    if text == TEXT:
        decided(store, article.key, map(Added, SPANS))
    return store, article.key


def decided(store: Store, key: str, events: Iterable[Event], by: str = "ana", layer: str = "") -> None:
    """Let somebody do something in an article, as one step; in another's layer, whose `u` then leaves it alone."""
    state, text = store.layer(key, layer or by), store.article(key).text
    decisions = decide(list(events), layer=layer or by, by=by)
    step_all(state.layer, decisions, store.scheme().allows)
    with store.write():
        store.append(key, text, decisions, state.layer, revision=state.revision)
