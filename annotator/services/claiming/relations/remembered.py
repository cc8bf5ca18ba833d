"""Relations that are proposed, because the annotator drew them between the same names in other articles, or by a file.

A pair that was refused oftener than taken is not proposed. The score of a relation is (taken + ½) / (taken + refused
+ 1), the estimate of Krichevsky and Trofimov: .75 for what was taken once, .83 for twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.claims.values import Relation
from annotator.domain.decisions import MEMORY
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.from_files import SOURCE, WHY
from annotator.services.claiming.relations.drawing import kind_of, ordered
from annotator.storage.claims.pairs import Decided, decided_pairs


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that may hold, and what speaks for it."""

    relation: Relation
    source: str
    score: float
    why: str


def remembered(desk: Desk) -> list[Proposal]:
    """What other articles and files propose, in the order of heads, the surest first; one for each pair and name.

    It knows nothing yet of what holds or was refused in the article.
    """
    names: dict[str, list[Span]] = {}
    for span in desk.layer.spans:
        if is_name(quote := span.quote(desk.text)):
            names.setdefault(quote, []).append(span)
    found = decided_pairs(desk.store.conn, desk.annotator, names, desk.key) if names else {}
    best: dict[tuple[object, ...], Proposal] = {}
    for (head, name, tail), decided in found.items():
        if decided.taken <= decided.refused or desk.claims.relation(name) is None:
            continue
        for pair in _pairs(desk, name, names, head, tail):
            proposal = _proposal(desk, pair, decided)
            key = _told_once(desk, proposal.relation)
            if key not in best or best[key].score < proposal.score:
                best[key] = proposal
    for relation, score in desk.from_files.relations.items():
        key = _told_once(desk, relation)
        if key not in best or best[key].score < score:
            best[key] = Proposal(relation, SOURCE, score, WHY)
    return sorted(best.values(), key=lambda one: (one.relation.head, -one.score, one.relation.label, one.relation.tail))


def is_name(quote: str) -> bool:
    """Whether words name what they are about wherever they stand: not all in small letters, as `the authority` is."""
    return not quote.islower()


def _pairs(
    desk: Desk, name: str, names: Mapping[str, list[Span]], head: str, tail: str
) -> Iterator[tuple[Span, str, Span]]:
    """The nearest pair of spans that have these words; each head has its own where relations are between mentions."""
    kind = kind_of(desk.claims, name)
    every = kind.between == "mentions"
    pairs = [
        (abs(one.start - other.start), one, other)
        for one in names[head]
        for other in names[tail]
        if one != other and kind.allows(one.label, other.label) and not _one_entity(desk, one, other)
    ]
    seen = set[Span]()
    for _, one, other in sorted(pairs):
        if one not in seen and (every or not seen):
            seen.add(one)
            yield one, name, other


def _one_entity(desk: Desk, one: Span, other: Span) -> bool:
    member = desk.layer.members.get(one)
    there = desk.layer.members.get(other)
    return member is not None and there is not None and member.entity == there.entity


def _proposal(desk: Desk, pair: tuple[Span, str, Span], decided: Decided) -> Proposal:
    taken, refused = decided
    score = (taken + 0.5) / (taken + refused + 1)
    return Proposal(ordered(desk.claims, Relation(*pair)), MEMORY, score, f"memory, {counted(taken, 'article')}")


def _told_once(desk: Desk, relation: Relation) -> tuple[object, ...]:
    """What tells proposals apart that say different things."""
    by_entity = kind_of(desk.claims, relation.label).between == "entities"
    member = [desk.layer.members.get(span) if by_entity else None for span in relation.spans]
    ends = (one.entity if one else span for one, span in zip(member, relation.spans, strict=True))
    return (relation.label, *ends)
