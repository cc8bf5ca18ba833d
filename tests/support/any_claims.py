"""Documents whose scheme, spans and claims have anything in them that a user can type, and what comes of them.

`again` takes what a reader found as `annotator add` does; `of` gives the same of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, get_args

from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.scheme import (
    AttributeKind,
    AttributeType,
    Base,
    ClaimScheme,
    EntityRules,
    Of,
    RelationType,
)
from annotator.domain.claims.standing import Standing, pair_or_claim
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, Value, question_of
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.claims.taken import take_claims

TEXTS = (
    "Ada met Bo in Rome. She left.",
    (
        "𐐀da 👩🏽\u200d🚀 met Bo\u0301 e\u0301.\r\n\r\n„She“\t(the | head) left\\it — e1-2_%2D[1/2]"
        "\u2028Bo\u00a0Li\x0bstayed.\n"
    ),
    "a\nb\r\nc \x85 d; e|f *g* h->i: \"j\" 'k' #l =m (n) o, p/q\n\nr",
)
LABELS = ("PER", "Work of art", "a-b|c=(d) e", "é,:%[1/2]", "_", "*")
NAMES = (
    "met",
    "head of",
    "x-y",
    "a:b|c=(d) e,f",
    "é",
    "_",
    "same",
    "COREF",
    "link:a:b",
    "label",
    "value",
    "layer",
    "1",
    "\\n\t#",
)
ODD = st.text(st.sampled_from("aé 0.-_|\\,:;=()[]{}%*<>&\"'/#\n\r\t\u2028\u0301👩"), max_size=6)
ENTRIES = st.sampled_from(["Q7", "Q8", "", "a b|-()é", "x:y", "https://kb.example/Q9", "true", "0", "-1", "_"]) | ODD
HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")
KINDS = {"relations": "relation", "entities": "entity", "links": "link", "attributes": "attribute"}
"""Kinds of claims, each with what is reported where some are lost."""


WORDS = st.sampled_from(["ana", "bo li", 'é "x"'])
STANDINGS = st.builds(Standing, st.just(""), WORDS, st.sampled_from([HOW.at, "2025-12-31T23:59:59.999Z"])) | st.builds(
    Standing, st.just(""), WORDS, st.just(HOW.at), WORDS, st.sampled_from([None, 0.0, 0.25, 1.0]), st.booleans()
)
"""How claims came to be, without the decision and the entity."""


@st.composite
def any_scheme(draw: st.DrawFn) -> Scheme:
    """A scheme that allows all claims between all spans."""
    names = st.sets(st.sampled_from(NAMES), min_size=1, max_size=3).map(sorted)
    relations = [RelationType(name, directed=draw(st.booleans())) for name in draw(names)]
    attributes = []
    for name in draw(names):
        kind: AttributeKind = draw(st.sampled_from(get_args(AttributeKind)))
        values = tuple(draw(st.sets(st.sampled_from(["name", "true", "a-b|c=(d) e", "7", " x"]), min_size=1)))
        of: Of = draw(st.sampled_from(get_args(Of)))
        choices = values if kind == "choice" else ()
        default = draw(st.sampled_from(["", "", values[0]])) if choices else ""
        attributes.append(AttributeType(name, of, (), kind, choices, default))
    urls = ("", "https://kb.example/{}", "urn:x:{}#it")
    bases = [
        Base(name, url=draw(st.sampled_from(urls)))
        for name in sorted(draw(st.sets(st.sampled_from(("wiki", "a:b", "é c")), min_size=1)))
    ]
    claims = ClaimScheme(tuple(relations), tuple(attributes), EntityRules(), tuple(bases))
    return Scheme(tuple(Label(name, "") for name in LABELS), overlap="any", claims=claims)


@st.composite
def any_document(draw: st.DrawFn, scheme: Scheme, *, tokens: bool = False) -> Document:
    """A document under a scheme; its spans are anywhere, or of whole `tokens`."""
    text = draw(st.sampled_from(TEXTS))
    edges = list(OwnTokens(text))
    places = [place for edge in edges for place in edge] if tokens else range(len(text) + 1)
    ends = st.tuples(st.sampled_from(places), st.sampled_from(places)).filter(lambda one: one[0] < one[1])
    drawn = draw(
        st.lists(st.tuples(ends, st.sampled_from(LABELS)), min_size=1, max_size=6, unique_by=lambda one: one[0])
    )
    spans = sorted(Span(*place, label) for place, label in drawn)
    members = draw(st.dictionaries(st.sampled_from(spans), st.integers(0, 2)))
    made: dict[object, Claim] = {}
    for claim in draw(st.lists(_claim(scheme.claims, spans), max_size=6)):
        made.setdefault(question_of(claim), claim)
    related = [one for one in made.values() if isinstance(one, Relation)]
    for kind in (one for one in scheme.claims.attributes if one.of == "relation" and related):
        attribute = Attribute(draw(st.sampled_from(related)), kind.name, draw(_value(kind)))
        if kind.default == "" or attribute.value != kind.default:
            made.setdefault(question_of(attribute), attribute)
    refused = {}
    for claim in draw(st.lists(_claim(scheme.claims, spans) | _apart(spans), max_size=2)):
        together = isinstance(claim, Same) and members.get(claim.span, -1) == members.get(claim.to, -2)
        if claim not in made.values() and not together:
            refused[pair_or_claim(claim)] = HOW
    claims = claims_made(
        dict.fromkeys(made.values(), HOW),
        {one: replace(HOW, entity=f"e{nth}") for one, nth in members.items()},
        refused,
    )
    held = [Held(one, by="ana", at=HOW.at) for one in spans]
    return Document(Article.of(text), "ana", "finished", held, tokens=edges, tokenizer=OWN, claims=claims)


def _claim(scheme: ClaimScheme, spans: list[Span]) -> st.SearchStrategy[Claim]:
    span, two = st.sampled_from(spans), st.permutations(spans).map(lambda some: some[:2])
    made: list[st.SearchStrategy[Any]] = []
    if spans[1:]:
        made += [st.builds(_related, st.sampled_from(scheme.relations), two)]
    made += [
        st.builds(Attribute, span, st.just(one.name), _value(one)) for one in scheme.attributes if one.of != "relation"
    ]
    made += [st.builds(Link, span, st.just(one.name), ENTRIES, ODD) for one in scheme.bases]
    defaults = {(one.name, one.default) for one in scheme.attributes if one.default != ""}
    return st.one_of(*made).filter(lambda one: not isinstance(one, Attribute) or (one.name, one.value) not in defaults)


def _related(kind: RelationType, ends: list[Span]) -> Relation:
    relation = Relation(ends[0], kind.name, ends[1])
    return relation if kind.directed or relation.head < relation.tail else relation.turned


def _apart(spans: list[Span]) -> st.SearchStrategy[Claim]:
    return st.permutations(spans).map(lambda some: Same(min(some[:2]), max(some[:2]))) if spans[1:] else st.nothing()


def _value(kind: AttributeType) -> st.SearchStrategy[Value]:
    match kind.kind:
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(kind.values)
        case "number":
            return st.sampled_from(["7", "7.0", "-0.50", "1e3", " 8", "٣"])
    return ODD | st.sampled_from(["true", "False", "7", "a man\r\nof words"])


def standing_anyhow(draw: Callable[[st.SearchStrategy[Standing]], Standing], document: Document) -> Document:
    """The document, whose claims came to be in ways that are drawn."""
    made = document.claims
    entities = [replace(one, mentions={span: draw(STANDINGS) for span in one.mentions}) for one in made.entities]
    kinds = ("relations", "links", "attributes", "refused")
    others: dict[str, Any] = {kind: {claim: draw(STANDINGS) for claim in getattr(made, kind)} for kind in kinds}
    return replace(document, claims=replace(made, entities=tuple(entities), **others))


def of(document: Document, *, labels: bool = True) -> dict[str, set[Any]]:
    """What a document claims, by kind, and what is refused; of spans the places alone, where not their `labels`."""
    made, bare = document.claims, partial(_bare, labels=labels)
    return {
        "relations": {*map(bare, made.relations)},
        "entities": {frozenset(_place(span, labels=labels) for span in one.mentions) for one in made.entities},
        "links": {*map(bare, made.links)},
        "attributes": {*map(bare, made.attributes)},
        "refused": {*map(bare, made.refused)},
    }


def again(incoming: Incoming, scheme: Scheme, *, labels: bool = True) -> dict[str, set[Any]]:
    """The same of what was read, as it is taken, with nobody's layer taken for somebody's."""
    found: dict[str, set[Any]] = {kind: set() for kind in (*KINDS, "refused")}
    held: Mapping[str, Any] = {name: layer.spans for name, layer in incoming.layers.items()}
    _, taken = take_claims(incoming.article, held, next(iter(held), ""), ClaimNames(scheme, known_only=True))
    for layer in taken.layers.values():
        for mentions in layer.entities:
            found["entities"].add(frozenset(_place(span, labels=labels) for span, _ in mentions))
        for said in layer.claims:
            kind = "refused" if said.refused else _KIND_OF[type(said.claim)]
            found[kind].add(_bare(pair_or_claim(said.claim) if said.refused else said.claim, labels=labels))
    return found


_KIND_OF: Mapping[type[Claim], str] = {Relation: "relations", Link: "links", Attribute: "attributes", Same: "entities"}


def _bare(claim: Claim, *, labels: bool) -> Any:
    for span in claim.spans:
        claim = claim.moved(span, _place(span, labels=labels))
    return (claim, claim.name) if isinstance(claim, Link) else claim


def _place(span: Span, *, labels: bool) -> Span:
    return span if labels else Span(span.start, span.end, "_")
