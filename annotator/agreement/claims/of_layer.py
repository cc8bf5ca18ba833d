"""What is compared of the claims in a layer: claims of spans as claims of places, with what the scheme says of them.

What is said of one mention of an entity, a link or an attribute of entities, holds for all of them. Where nobody
decided on an attribute, its default holds, if it has one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from annotator.agreement.base import Claims, Place, Triple
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import AttributeType, ClaimScheme
from annotator.domain.claims.values import Relation, Value
from annotator.domain.span import Span

Attributes = dict[tuple[str, Place | Triple], str]


def compared_claims(made: ClaimsMade, spans: Collection[Span], scheme: ClaimScheme) -> Claims:
    """The claims of one layer, in which these spans are held."""
    rules = scheme.entities
    entities = [[_place(span) for span in one.mentions] for one in made.entities]
    mentions = {place for entity in entities for place in entity}
    alone = {_place(span) for span in spans if rules and rules.are(span.label)} - mentions
    singletons = rules is None or rules.singletons
    return Claims(
        relations={_triple(one) for one in made.relations},
        undirected={one.name for one in scheme.relations if not one.directed},
        between_entities={one.name for one in scheme.relations if one.between == "entities"},
        entities=[one for one in entities if singletons or len(one) > 1],
        singletons=sorted(alone) if singletons else (),
        links={(_place(span), base): link.entry for (span, base), link in made.link_of().items()},
        attributes=_attributes(made, spans, scheme.attributes),
    )


def _attributes(made: ClaimsMade, spans: Iterable[Span], types: Iterable[AttributeType]) -> Attributes:
    of_entities = {one.name for one in types if one.of == "entity"}
    entities = made.entity_of() if of_entities else {}
    found: Attributes = {}
    for claim, _ in sorted(made.attributes.items(), key=lambda one: one[1].id):
        entity = entities.get(claim.of) if claim.name in of_entities and isinstance(claim.of, Span) else None
        for of in entity.mentions if entity else (claim.of,):
            found[claim.name, _target(of)] = _text(claim.value)
    for one in types:
        if one.default != "":
            targets: Iterable[Span | Relation] = made.relations if one.of == "relation" else spans
            for of in targets:
                if one.is_of(of.label):
                    found.setdefault((one.name, _target(of)), _text(one.default))
    return found


def _target(of: Span | Relation) -> Place | Triple:
    return _place(of) if isinstance(of, Span) else _triple(of)


def _place(span: Span) -> Place:
    return span.start, span.end


def _triple(relation: Relation) -> Triple:
    return _place(relation.head), relation.label, _place(relation.tail)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
