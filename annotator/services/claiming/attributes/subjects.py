"""What has attributes: a span, its entity, and the relations it is the head of; and the values that they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.values import Attribute, Relation
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk

Subject = Span | Relation


def attributes_of(desk: Desk, subject: Subject) -> list[AttributeType]:
    """The attributes that a span (with those of its entity) or a relation has, in the order of the scheme."""
    of_relation = isinstance(subject, Relation)
    kinds = (one for one in desk.claims.attributes if (one.of == "relation") == of_relation)
    return [one for one in kinds if one.is_of(subject.label)]


def subjects_at(desk: Desk, span: Span) -> Iterator[Subject]:
    """What is asked of at a span: the span itself, then the relations it is the head of, as far as they have any."""
    if attributes_of(desk, span):
        yield span
    if any(one.of == "relation" for one in desk.claims.attributes):
        relations = (one for one in desk.relations(span) if one.head == span)
        yield from (one for one in sorted(relations, key=_in_order) if attributes_of(desk, one))


def _in_order(relation: Relation) -> tuple[Span, str]:
    return relation.tail, relation.label


def held(desk: Desk, kind: AttributeType, subject: Subject) -> Attribute | None:
    """The attribute as it is held; of an entity, on whichever of its mentions."""
    return next(_all_held(desk, kind, subject), None)


def _all_held(desk: Desk, kind: AttributeType, subject: Subject) -> Iterator[Attribute]:
    spans: Sequence[Span] = (subject.head,) if isinstance(subject, Relation) else (subject,)
    if kind.of == "entity" and not isinstance(subject, Relation):
        spans = (subject, *(one for one in desk.mentions(subject) if one != subject))
    for span in spans:
        for table, claim in desk.layer.claim_index.on(span):
            of = subject if isinstance(subject, Relation) else span
            if table == "claims" and isinstance(claim, Attribute) and claim.name == kind.name and claim.of == of:
                yield claim


def setting(
    desk: Desk, kind: AttributeType, claim: Attribute, source: str = "", score: float | None = None
) -> list[Event]:
    """Give a value; what the entity's other mentions say gives way. A default alone is no decision, and not written."""
    others = [one for one in _all_held(desk, kind, claim.of) if one.of != claim.of]
    own = next((one for one in _all_held(desk, kind, claim.of) if one.of == claim.of), None)
    events: list[Event] = [Withdrawn(one) for one in others]
    if claim.value == kind.default and not source:
        return [*events, *([Withdrawn(own)] if own else [])]
    return [*events, *([] if own == claim else [Claimed(claim, source, score)])]


def unsetting(desk: Desk, kind: AttributeType, subject: Subject) -> list[Event]:
    """Let an attribute have no value; one that had been proposed is refused."""
    return [_gone(desk, one) for one in _all_held(desk, kind, subject)]


def _gone(desk: Desk, claim: Attribute) -> Event:
    standing = desk.layer.claims[claim]
    return Refused(claim, standing.source, standing.score) if standing.source else Withdrawn(claim)
