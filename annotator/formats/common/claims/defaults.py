"""Attributes that hold because nobody decided otherwise: no decision, but part of what is true."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.claims.scheme import AttributeType, ClaimScheme
from annotator.domain.claims.values import Attribute, Relation
from annotator.domain.document import Document
from annotator.domain.span import Span


def defaults_of(document: Document, scheme: ClaimScheme) -> Iterator[Attribute]:
    """The defaults of all that a layer holds; that of an entity stands on its first mention."""
    kinds = [one for one in scheme.attributes if one.default != ""]
    if not kinds:
        return
    said = {(one.of, one.name) for one in document.claims.attributes}
    for kind in kinds:
        for mentions in _bearers(document, kind):
            of = mentions[0]
            if kind.is_of(of.label) and all((one, kind.name) not in said for one in mentions):
                yield Attribute(of, kind.name, kind.default)


def _bearers(document: Document, kind: AttributeType) -> Iterator[list[Span] | list[Relation]]:
    """What has an attribute of a kind: of an entity all its mentions."""
    if kind.of == "relation":
        yield from ([relation] for relation in document.claims.relations)
        return
    entities = document.claims.entities if kind.of == "entity" else ()
    yield from (list(entity.mentions) for entity in entities)
    mentions = {span for entity in entities for span in entity.mentions}
    yield from ([held.span] for held in document.spans if held.span not in mentions)
