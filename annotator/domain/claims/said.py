"""All that is claimed of one article in one layer, as formats and agreement take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its name within the layer, its mentions in the order of the text, and how each came to it."""

    id: str
    mentions: Mapping[Span, Standing]

    def __contains__(self, span: Span) -> bool:
        return span in self.mentions

    def called(self, text: str) -> str:
        """What the entity is called in its article: the longest of its mentions, the first of those."""
        return max((span.quote(text) for span in self.mentions), key=len)


@dataclass(frozen=True, slots=True)
class ClaimsMade:
    """What holds: relations, links and attributes with how they came to hold, entities in order; what was `refused`.

    Relations and attributes stand in the order of their spans. Of the links of one entity to one base, the one that
    was decided last is `link` to all its mentions.
    """

    relations: Mapping[Relation, Standing]
    entities: tuple[Entity, ...]
    links: Mapping[Link, Standing]
    attributes: Mapping[Attribute, Standing]
    refused: Mapping[Claim, Standing]

    def __bool__(self) -> bool:
        return bool(self.relations or self.entities or self.links or self.attributes or self.refused)

    def entity_of(self) -> dict[Span, Entity]:
        """The entity of each mention."""
        return {span: entity for entity in self.entities for span in entity.mentions}

    def counts(self) -> dict[str, int]:
        """How much holds, by kind: an entity counts from two mentions on, a mention where it is one of those."""
        joined = [entity for entity in self.entities if len(entity.mentions) > 1]
        return {
            "relations": len(self.relations), "entities": len(joined),
            "mentions": sum(len(entity.mentions) for entity in joined),
            "links": len(self.links), "attributes": len(self.attributes),
        }  # fmt: skip

    def link_of(self) -> dict[tuple[Span, str], Link]:
        """The link that holds for each span and base: its own, or the one of its entity that was decided last."""
        entities, found = self.entity_of(), dict[tuple[Span, str], Link]()
        for link, _ in sorted(self.links.items(), key=lambda one: one[1].id):
            entity = entities.get(link.span)
            for span in entity.mentions if entity else (link.span,):
                found[span, link.base] = link
        return found


def claims_made(
    claims: Mapping[Claim, Standing], members: Mapping[Span, Standing], refused: Mapping[Claim, Standing]
) -> ClaimsMade:
    """What the tables of a layer say, in order."""
    entities: dict[str, dict[Span, Standing]] = {}
    for span in sorted(members):
        entities.setdefault(members[span].entity, {})[span] = members[span]
    ordered = sorted(claims.items(), key=_in_order)
    return ClaimsMade(
        {claim: standing for claim, standing in ordered if isinstance(claim, Relation)},
        tuple(Entity(name, mentions) for name, mentions in entities.items()),
        {claim: standing for claim, standing in ordered if isinstance(claim, Link)},
        {claim: standing for claim, standing in ordered if isinstance(claim, Attribute)},
        dict(sorted(refused.items(), key=_in_order)),
    )


def clusters(entities: Iterable[Entity]) -> list[frozenset[Span]]:
    """The mentions of each entity, as measures of agreement take them."""
    return [frozenset(entity.mentions) for entity in entities]


def _in_order(claim: tuple[Claim, Standing]) -> tuple[object, ...]:
    match claim[0]:
        case Relation(_, label, _):
            name: tuple[str, ...] = (label,)
        case Link(_, base, entry):
            name = (base, entry)
        case Attribute(of, attribute, _):
            name = (of.label if isinstance(of, Relation) else "", attribute)
        case _:
            name = ()
    return (claim[0].spans, name)


NO_CLAIMS = claims_made({}, {}, {})
