"""What the `meta` of a document claims that holds in its layer, by value: entities, links and attributes of spans.

A claim whose spans are not all among those that are written is not given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from annotator.domain.claims.values import Attribute, Link
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import Form, attribute_in, entity_form, link_in, mentions_in
from annotator.formats.common.claims.relations import is_of


def forms_of(document: Document, kind: str) -> list[Form]:
    """The forms of a kind of `CLAIMS` that hold in the layer of a document."""
    forms: Any = document.article.meta.get(kind)
    every = forms if isinstance(forms, list) else ()
    return [form for form in every if isinstance(form, dict) and is_of(form, document.layer)]


def entities_of(document: Document, spans: Collection[Span]) -> list[list[Span]]:
    """The mentions of each entity, in the order of the text."""
    found = (sorted(mentions_in(form)) for form in forms_of(document, "entities"))
    return [mentions for mentions in found if mentions and all(one in spans for one in mentions)]


def links_of(document: Document, spans: Collection[Span]) -> Iterator[Link]:
    """The links of spans."""
    found = (link_in(form) for form in forms_of(document, "links"))
    return (link for link in found if link and link.span in spans)


def attributes_of(document: Document, spans: Collection[Span]) -> Iterator[tuple[Span, Attribute]]:
    """The attributes of spans, each with its span."""
    for form in forms_of(document, "attributes"):
        attribute = attribute_in(form)
        if attribute and isinstance(attribute.of, Span) and attribute.of in spans:
            yield attribute.of, attribute


def pairs(mentions: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """An entity as pairs: each mention but the first, with the one before it."""
    every = list(mentions)
    return zip(every[1:], every, strict=False)


def entities_of_pairs(same: Iterable[tuple[Span, Span]]) -> list[Form]:
    """Entities as forms, of pairs of spans that are mentions of one thing."""
    groups: dict[Span, list[Span]] = {}
    for one, other in same:
        first, second = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if first is not second:
            first += second
            for span in second:
                groups[span] = first
    return [entity_form(sorted(group)) for group in {id(group): group for group in groups.values()}.values()]
