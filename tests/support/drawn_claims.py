"""Documents with claims that hypothesis draws, on spans that are tokens of their text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.formats.common.claims.forms import attribute_in, link_in, mentions_in, relation_in

TEXT = "Ada 😀 Berg met Bo.\n\nShe (the head) left “Norsund”  at 9. Bo stayed!"
_HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")


@st.composite
def claimed_documents(
    draw: st.DrawFn, labels: tuple[str, ...] = ("PER", "Work of art"), *, flat: bool = False, text: str = TEXT
) -> Document:
    """A document whose spans are related, parted among entities, linked and described; `flat` ones do not overlap."""
    edges = list(OwnTokens(text))
    token = st.integers(0, len(edges) - 1)
    place = st.tuples(token, st.integers(0, 2)).map(lambda one: (one[0], min(sum(one), len(edges) - 1)))
    spans: list[Span] = []
    for first, last in draw(st.lists(place, min_size=1, max_size=7)):
        start, end = edges[first][0], edges[last][1]
        if not any(
            one.start < end and start < one.end for one in spans if flat or (one.start, one.end) == (start, end)
        ):
            spans.append(Span(start, end, draw(st.sampled_from(labels))))
    span = st.sampled_from(spans)
    members = draw(st.dictionaries(span, st.integers(0, 2)))
    ends = st.tuples(span, span).filter(lambda both: both[0] != both[1])
    relation = st.builds(
        lambda both, label: Relation(both[0], label, both[1]), ends, st.sampled_from(["met", "head of"])
    )
    claims: list[Claim] = draw(st.lists(relation, max_size=4)) if len(spans) > 1 else []
    entries = st.sampled_from(["Q7", "Q8", "a b|-()é", ""])
    claims += [Link(one, "wiki", draw(entries), "Ada") for one in draw(st.sets(span, max_size=2))]
    values = st.booleans() | st.sampled_from(["name", "a-b|c=(d) e", "7"])
    claims += [
        Attribute(one, name, draw(values)) for one in draw(st.sets(span, max_size=2)) for name in ("mention", "x-y")
    ]
    made = claims_made(
        dict.fromkeys(claims, _HOW), {one: replace(_HOW, entity=f"e{nth}") for one, nth in members.items()}, {}
    )
    held = [Held(one, by="ana", at=_HOW.at) for one in sorted(spans)]
    return Document(Article.of(text), "ana", "finished", held, tokens=edges, tokenizer=OWN, claims=made)


def said(one: Document | Incoming) -> dict[str, set[Any]]:
    """What is claimed of an article, by kind, each once and by value."""
    if isinstance(one, Document):
        made = one.claims
        return {
            "relations": {*made.relations},
            "entities": {frozenset(entity.mentions) for entity in made.entities},
            "links": {(link, link.name) for link in made.links},
            "attributes": {*made.attributes},
        }
    meta = one.article.meta
    relations, attributes = map(relation_in, meta.get("relations", ())), map(attribute_in, meta.get("attributes", ()))
    return {
        "relations": {*filter(None, relations)},
        "entities": {frozenset(mentions_in(form)) for form in meta.get("entities", ())},
        "links": {(link, link.name) for link in map(link_in, meta.get("links", ())) if link},
        "attributes": {*filter(None, attributes)},
    }
