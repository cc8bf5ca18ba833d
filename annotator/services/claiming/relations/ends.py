"""Which spans may be the ends of a relation: one for each entity, the nearest mention, or every span."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.claims.scheme import ClaimScheme, RelationType
from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import Target
from annotator.services.claiming.relations.drawing import holds_alike, kind_of


def relation_to(name: str, about: Span, other: Span, *, as_tail: bool) -> Relation:
    """A relation between what has the focus and another span; the focus is its head, or its tail."""
    return Relation(other, name, about) if as_tail else Relation(about, name, other)


def may_be(kind: RelationType, label: str, *, tail: bool) -> bool:
    """Whether spans of a label may be one end of a relation."""
    allowed = kind.tail if tail else kind.head
    return not allowed or label in allowed


def fits(kind: RelationType, label: str, other: str, *, as_tail: bool) -> bool:
    """Whether a span of the `other` label may be the other end."""
    return kind.allows(other, label) if as_tail else kind.allows(label, other)


def other_ends(desk: Desk, name: str, about: Span, *, as_tail: bool) -> list[Target]:
    """The spans that a relation of what has the focus may lead to, the nearest first; not where it holds already.

    Between entities there is one for each, at the mention that is nearest.
    """
    kind = kind_of(desk.claims, name)
    near = sorted(
        (span for span in desk.layer.spans if fits(kind, about.label, span.label, as_tail=as_tail)),
        key=lambda span: (_between(about, span), span),
    )
    seen, found = {named(desk, kind, about)}, list[Target]()
    for span in near:
        if (one := named(desk, kind, span)) in seen:
            continue
        seen.add(one)
        if not holds_alike(desk.layer, desk.claims, relation_to(name, about, span, as_tail=as_tail)):
            found.append(desk.target(span) if kind.between == "entities" else Target(span, desk.called(span)))
    return found


def ends_in(desk: Desk) -> Iterator[Span]:
    """The spans that may be an end of any relation, in the order of the text.

    Of an entity it is the first mention, where no relation is between mentions.
    """
    seen, kinds = set[str](), dict[str, list[RelationType]]()
    for span in desk.layer.spans:
        if span.label not in kinds:
            kinds[span.label] = [kind for kind in desk.claims.relations if may_be_any(kind, span.label)]
        if not kinds[span.label]:
            continue
        member = desk.layer.members.get(span)
        each = any(kind.between == "mentions" for kind in kinds[span.label])
        if each or member is None or member.entity not in seen:
            yield span
        if member:
            seen.add(member.entity)


def may_be_any(kind: RelationType, label: str) -> bool:
    """Whether spans of a label may be either end of a relation."""
    return may_be(kind, label, tail=False) or may_be(kind, label, tail=True)


def ends_told(claims: ClaimScheme, name: str) -> str:
    """Which ends a relation takes: `PERSON as head and ORG or GPE as tail`."""
    kind = kind_of(claims, name)
    ends = ((kind.head, "head"), (kind.tail, "tail"))
    return " and ".join(f"{' or '.join(labels) or 'any span'} as {end}" for labels, end in ends)


def sides_told(kind: RelationType) -> str:
    """The same in short: `PERSON → ORG, GPE`; of one that may stand either way round `ORG – ORG`."""
    head, tail = (", ".join(labels) or "any" for labels in (kind.head, kind.tail))
    return f"{head} {'→' if kind.directed else '–'} {tail}"


def named(desk: Desk, kind: RelationType, span: Span) -> Span | str:
    """What tells an end from others: its entity, where the relation is between entities, else the span."""
    member = desk.layer.members.get(span) if kind.between == "entities" else None
    return member.entity if member else span


def _between(one: Span, other: Span) -> int:
    """The code points between two spans; 0 where they touch or overlap."""
    return max(0, other.start - one.end, one.start - other.end)
