"""Where annotators relate the same two spans, or entities, differently.

The unit is the pair of ends, under all labels and both directions. Of relations between entities all that say the same
of the same two entities are one, and stand where the first of them stands. Who has not both ends has no say, unless but
one has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotator.domain.claim_review.entities import Agreed, GoldEntities
from annotator.domain.claim_review.moved import Moved
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Claim, Relation
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimKind
from annotator.domain.span import Span

Said = dict[Relation, tuple[Relation, frozenset[str]]]
"""A relation between what stands for its ends, as it is written down, and who says it."""


def ends_of(one: Relation, entities: GoldEntities, scheme: ClaimScheme) -> Relation:
    """The relation between what stands for its ends: the first mentions of entities, where it holds between those."""
    kind = scheme.relation(one.label)
    if kind is None or kind.between == "mentions":
        return one
    found = Relation(entities.of(one.head), one.label, entities.of(one.tail))
    return found if kind.directed or found.head <= found.tail else found.turned


def with_followers(one: Relation, scheme: ClaimScheme) -> tuple[Relation, ...]:
    """A relation, and those that hold with it by the scheme."""
    found = {one: None}
    for name, turned in scheme.following(one.label):
        head, tail = reversed(one.spans) if turned else one.spans
        known = scheme.relation(name)
        follower = Relation(head, name, tail)
        found[follower if known is None or known.directed or head < tail else follower.turned] = None
    return tuple(found)


def compare_relations(
    said: Sequence[Moved], entities: GoldEntities, scheme: ClaimScheme
) -> tuple[Agreed, list[ClaimConflict]]:
    """The relations on which all agree, and the questions on which they do not."""
    agreed: Agreed = []
    conflicts: list[ClaimConflict] = []
    for pair in _pairs(said, entities, scheme):
        able = _able(said, [_mentions(end, pair, entities, scheme) for end in next(iter(pair)).spans])
        both = {key for key, (_, who) in pair.items() if who >= able}
        agreed += [written for key, (written, _) in pair.items() if key in both]
        left = {key: found for key, found in pair.items() if key not in both}
        if left:
            conflicts.append(_conflict(left, sorted(able)))
    return agreed, _of_other_ends(conflicts, scheme)


def _pairs(said: Sequence[Moved], entities: GoldEntities, scheme: ClaimScheme) -> list[Said]:
    """What is said of each pair of ends."""
    who: defaultdict[Relation, set[str]] = defaultdict(set)
    written: dict[Relation, Relation] = {}
    for one in said:
        for relation in one.relations:
            key = ends_of(relation, entities, scheme)
            who[key].add(one.who)
            written[key] = min(written.get(key, relation), relation, key=_order)
    pairs: defaultdict[frozenset[Span], Said] = defaultdict(dict)
    for key in sorted(who, key=_order):
        pairs[frozenset(key.spans)][key] = written[key], frozenset(who[key])
    return list(pairs.values())


def _mentions(end: Span, pair: Said, entities: GoldEntities, scheme: ClaimScheme) -> tuple[Span, ...]:
    """Where an end of a pair may be had: in any mention, where something is said of entities."""
    kinds = (scheme.relation(key.label) for key in pair)
    return entities.mentions(end) if any(kind and kind.between == "entities" for kind in kinds) else (end,)


def _able(said: Sequence[Moved], ends: Sequence[tuple[Span, ...]]) -> set[str]:
    """Who has both ends; everybody, if that is but one."""
    able = {one.who for one in said if all(not one.spans.isdisjoint(mentions) for mentions in ends)}
    return able if len(able) > 1 else {one.who for one in said}


def _conflict(left: Said, able: Iterable[str]) -> ClaimConflict:
    versions = tuple(
        (name, tuple(sorted((written for written, who in left.values() if name in who), key=_order))) for name in able
    )
    first = min((written for written, _ in left.values()), key=_order)
    return ClaimConflict(_kind(versions), "ties", first.spans, versions)


def _kind(versions: Iterable[tuple[str, tuple[Claim, ...]]]) -> ClaimKind:
    different = {version for _, version in versions if version}
    if len(different) == 1:
        return "missed"
    labels = {frozenset(one.label for one in version if isinstance(one, Relation)) for version in different}
    return "direction" if len(labels) == 1 else "label"


def _of_other_ends(conflicts: Iterable[ClaimConflict], scheme: ClaimScheme) -> list[ClaimConflict]:
    """The same conflicts, but two that each miss what the other has, under one label and from one head, are one."""
    waiting: dict[tuple[Span, str], list[ClaimConflict]] = {}
    found: list[ClaimConflict] = []
    for one in conflicts:
        relation = _only(one, scheme)
        if relation is None:
            found.append(one)
            continue
        there = waiting.setdefault((relation.head, relation.label), [])
        partner = next((other for other in there if _says(other).isdisjoint(_says(one))), None)
        if partner:
            there.remove(partner)
            found.append(_joined(partner, one))
        else:
            there.append(one)
    return found + [one for some in waiting.values() for one in some]


def _only(conflict: ClaimConflict, scheme: ClaimScheme) -> Relation | None:
    """The one relation of a conflict that some have missed, whatever holds with it."""
    version, *others = {version for _, version in conflict.versions if version}
    if others:
        return None
    leading = (one for one in version if isinstance(one, Relation) and {*version} <= {*with_followers(one, scheme)})
    return next(leading, None)


def _says(conflict: ClaimConflict) -> set[str]:
    return {who for who, version in conflict.versions if version}


def _joined(one: ClaimConflict, other: ClaimConflict) -> ClaimConflict:
    mine, theirs = dict(one.versions), dict(other.versions)
    versions = tuple((who, mine.get(who) or theirs.get(who, ())) for who in sorted({*mine, *theirs}))
    return ClaimConflict("other end", "ties", one.about + other.about[1:], versions)


def _order(one: Relation) -> tuple[Span, Span, str]:
    return one.head, one.tail, one.label
