"""What drawing a relation decides, taking it back, and turning it round. Pure: nothing is applied here.

Two relations are *alike* where they say the same: of one name, between the same spans, or between mentions of the same
entities where the relation is one `between` entities; either way round where it has no direction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from annotator.domain.claiming.steps import mentions_with
from annotator.domain.claims.scheme import ClaimScheme, RelationType
from annotator.domain.claims.standing import Table
from annotator.domain.claims.values import Attribute, Claim, Relation
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.layer import Layer
from annotator.domain.span import Span

IMPLIES = "implies"
"""The source of what follows from another relation."""


def kind_of(claims: ClaimScheme, name: str) -> RelationType:
    """A relation of the scheme, or one that anything goes for where the scheme has it no more."""
    return claims.relation(name) or RelationType(name)


def ordered(claims: ClaimScheme, relation: Relation) -> Relation:
    """A relation with its ends in the order of the text, where it has no direction."""
    turns = not kind_of(claims, relation.label).directed and relation.tail < relation.head
    return relation.turned if turns else relation


def ends_of(layer: Layer, claims: ClaimScheme, name: str, span: Span) -> Collection[Span]:
    """The spans that stand for one end of a relation: the mentions of its entity, or the span alone."""
    return mentions_with(layer, span) if kind_of(claims, name).between == "entities" else (span,)


def alike(layer: Layer, claims: ClaimScheme, relation: Relation) -> Iterator[tuple[Table, Relation]]:
    """The relations of a layer that say the same, with the table of each: those that hold and those refused."""
    heads, tails = (ends_of(layer, claims, relation.label, end) for end in relation.spans)
    directed = kind_of(claims, relation.label).directed
    for mention in heads:
        for table, claim in layer.claim_index.on(mention):
            if not isinstance(claim, Relation) or claim.label != relation.label:
                continue
            if (claim.head == mention and claim.tail in tails) or (
                not directed and claim.tail == mention and claim.head in tails
            ):
                yield table, claim


def holds_alike(layer: Layer, claims: ClaimScheme, relation: Relation) -> bool:
    """Whether a relation, or one alike, holds."""
    return any(table == "claims" for table, _ in alike(layer, claims, relation))


def drawn(
    layer: Layer,
    claims: ClaimScheme,
    relation: Relation,
    source: str = "",
    score: float | None = None,
    *,
    gone: Collection[Relation] = (),
) -> list[Event]:
    """Draw a relation, and what it implies, as far as that neither holds nor was refused; those `gone` do not hold."""
    relation = ordered(claims, relation)
    events: list[Event] = [Claimed(relation, source, score)]
    for implied in following(claims, relation):
        known = any(claim not in gone for _, claim in alike(layer, claims, implied))
        if not known and kind_of(claims, implied.label).allows(implied.head.label, implied.tail.label):
            events.append(Claimed(implied, IMPLIES, auto=True))
    return events


def following(claims: ClaimScheme, relation: Relation) -> list[Relation]:
    """The relations that hold with one, which has its ends in order, each once."""
    every = claims.following(relation.label)
    found = dict.fromkeys(ordered(claims, _of_ends(relation, name, turned=turned)) for name, turned in every)
    return [one for one in found if one != relation]


def _of_ends(relation: Relation, name: str, *, turned: bool) -> Relation:
    head, tail = reversed(relation.spans) if turned else relation.spans
    return Relation(head, name, tail)


def once(events: Iterable[Event]) -> Iterator[Event]:
    """The events without those that claim again what was claimed before them: one relation may follow from several.

    What somebody decided goes before what followed.
    """
    seen = set[Claim]()
    for event in sorted(events, key=lambda one: isinstance(one, Claimed) and one.auto):
        if not isinstance(event, Claimed) or event.claim not in seen:
            yield event
        if isinstance(event, Claimed):
            seen.add(event.claim)


def taken_back(layer: Layer, claims: ClaimScheme, relation: Relation) -> list[Event]:
    """Let a relation, and those alike, hold no more; what had been proposed is refused, so that it stays away.

    What followed from it alone goes with it.
    """
    gone = [claim for table, claim in alike(layer, claims, relation) if table == "claims"]
    return [*(_gone(layer, claim) for claim in gone), *map(Withdrawn, followed(layer, claims, gone))]


def followed(layer: Layer, claims: ClaimScheme, gone: Sequence[Relation]) -> list[Relation]:
    """What holds by itself because of relations that are alike, and would of nothing else once those are `gone`."""
    found: dict[Relation, None] = {}
    for relation in gone:
        others = set(_between(layer, relation, gone)) - {(relation.label, False)}
        for name, way in claims.following(relation.label):
            if any((name, way != other_way) in claims.following(other) for other, other_way in others):
                continue
            for table, claim in alike(layer, claims, ordered(claims, _of_ends(relation, name, turned=way))):
                if table == "claims" and layer.claims[claim].auto and claim not in gone:
                    found[claim] = None
    return list(found)


def turned(layer: Layer, claims: ClaimScheme, relation: Relation) -> list[Event]:
    """Turn a relation round, with its attributes; what followed from it follows the other way round."""
    gone = [claim for table, claim in alike(layer, claims, relation) if table == "claims"]
    gone += followed(layer, claims, gone)
    on = layer.claim_index.on(relation.head)
    said = [claim for table, claim in on if table == "claims" and isinstance(claim, Attribute) and claim.of == relation]
    kept = (Claimed(Attribute(relation.turned, one.name, one.value)) for one in said)
    return [*map(Withdrawn, gone), *drawn(layer, claims, relation.turned, gone=gone), *kept]


def _gone(layer: Layer, relation: Relation) -> Event:
    standing = layer.claims[relation]
    return Refused(relation, standing.source, standing.score) if standing.source else Withdrawn(relation)


def _between(layer: Layer, relation: Relation, gone: Collection[Relation]) -> Iterator[tuple[str, bool]]:
    """The relations that were drawn between two ends, and whether the other way round, but for those `gone`."""
    heads, tails = (set(mentions_with(layer, end)) for end in relation.spans)
    for mention in heads:
        for table, claim in layer.claim_index.on(mention):
            if table != "claims" or not isinstance(claim, Relation) or claim in gone or layer.claims[claim].auto:
                continue
            for one, other, turned in ((claim.head, claim.tail, False), (claim.tail, claim.head, True)):
                if one == mention and other in tails:
                    yield claim.label, turned
