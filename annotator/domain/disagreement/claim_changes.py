"""What makes the claims of one layer those of another: which relations, mentions, links and attributes are others.

What rests on a span that was relabelled or resized goes with it, which is no change. A relation that is gone and one
that is new are one relation *turned* where they differ in the direction alone, *relabelled* where they have the same
ends. Entities are compared by their mentions: of two sets those are one entity that share most; a mention is removed or
added where it is, or was, alone. Links and attributes have *changed* where both answer the same question otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal, TypeVar

from annotator.domain.claims.said import ClaimsMade, Entity
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, name_of
from annotator.domain.disagreement.span_changes import SpanChange
from annotator.domain.span import Span

ClaimChangeKind = Literal["relabelled", "turned", "changed", "removed", "added"]
ClaimOf = Literal["relation", "mention", "link", "attribute"]
OF: Mapping[type[Claim], ClaimOf] = {Relation: "relation", Same: "mention", Link: "link", Attribute: "attribute"}
_Entity = frozenset[Span]
_Answer = TypeVar("_Answer", Link, Attribute)
_Pair = tuple[Claim | None, Claim | None]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One change: the claim before it (None where it was added) and after it (None where it was removed).

    Both stand on spans as they are now. What is said of a mention names another mention of its entity.
    """

    before: Claim | None
    after: Claim | None

    @property
    def now(self) -> Claim:
        """The claim after it, else the one before."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def of(self) -> ClaimOf:
        """What has changed."""
        return OF[type(self.now)]

    @property
    def kind(self) -> ClaimChangeKind:
        """What became of it."""
        if self.before is None or self.after is None:
            return "removed" if self.before else "added"
        if not isinstance(self.before, Relation):
            return "changed"
        return "turned" if self.before.turned == self.after else "relabelled"

    @property
    def place(self) -> Span:
        """The first span that it is about."""
        return self.now.spans[0]

    @property
    def names(self) -> tuple[str, str]:
        """The relation, attribute or base before and after; "" for none, and of a mention."""
        was, now = (name_of(one) if one else "" for one in (self.before, self.after))
        return was, now


def claim_changes(
    before: ClaimsMade, after: ClaimsMade, spans: Iterable[SpanChange], scheme: ClaimScheme
) -> list[ClaimChange]:
    """The changes from one to the other, kind by kind in the order of the text; `spans` are the changed ones."""
    moved = {one.before: one.after for one in spans if one.before and one.after}
    relations = {one: _there(one, moved, scheme) for one in before.relations}
    became = _became({*relations.values()}, {*after.relations})
    was, now = _joined(before.entities, moved), _joined(after.entities, {})
    links = [replace(one, span=moved.get(one.span, one.span)) for one in before.links]
    attributes = []
    for one in before.attributes:
        of = moved.get(one.of, one.of) if isinstance(one.of, Span) else relations.get(one.of, one.of)
        attributes.append(replace(one, of=became.get(of, of) if isinstance(of, Relation) else of))
    first = {span: min(group) for group in now for span in group}

    def question(one: Link | Attribute) -> Hashable:
        if isinstance(one, Link):
            return first.get(one.span, one.span), one.base
        known = scheme.attribute(one.name)
        whole = isinstance(one.of, Span) and known is not None and known.of == "entity"
        return first.get(one.of, one.of) if whole and isinstance(one.of, Span) else one.of, one.name

    found: list[_Pair] = [
        *_of_relations({*relations.values()}, {*after.relations}, became),
        *_of_mentions(was, now),
        *_of_answers(links, after.links, question),
        *_of_answers(attributes, after.attributes, question),
    ]
    order = list(OF.values())
    changes = (ClaimChange(*pair) for pair in found)
    return sorted(changes, key=lambda one: (order.index(one.of), one.place, one.kind, one.names))


def _there(one: Relation, moved: Mapping[Span, Span], scheme: ClaimScheme) -> Relation:
    found = Relation(moved.get(one.head, one.head), one.label, moved.get(one.tail, one.tail))
    kind = scheme.relation(one.label)
    return found if kind is None or kind.directed or found.head < found.tail else found.turned


def _became(was: set[Relation], now: set[Relation]) -> dict[Relation, Relation]:
    """Which new relation one that is gone is: the same one turned, else another of the same ends."""
    gone, new = sorted(was - now, key=_value), sorted(now - was, key=_value)
    turned = {one: one.turned for one in gone if one.turned in new}
    waiting = defaultdict[tuple[Span, ...], list[Relation]](list)
    for one in new:
        if one.turned not in turned:
            waiting[one.spans].append(one)
    return turned | {one: at.pop(0) for one in gone if one not in turned and (at := waiting[one.spans])}


def _value(one: Relation) -> tuple[Span, str, Span]:
    return one.head, one.label, one.tail


def _of_relations(was: set[Relation], now: set[Relation], became: Mapping[Relation, Relation]) -> Iterator[_Pair]:
    yield from ((one, became.get(one)) for one in was - now)
    yield from ((None, one) for one in now - was - {*became.values()})


def _joined(entities: Iterable[Entity], moved: Mapping[Span, Span]) -> list[_Entity]:
    """The entities that have several mentions."""
    return [frozenset(moved.get(span, span) for span in one.mentions) for one in entities if len(one.mentions) > 1]


def _of_mentions(was: Sequence[_Entity], now: Sequence[_Entity]) -> Iterator[_Pair]:
    before, after = ({span: group for group in groups for span in group} for groups in (was, now))
    same = _same(was, after)
    for span in before.keys() | after.keys():
        old, new = before.get(span), after.get(span)
        if not (old and new and same.get(old) == new):
            yield _joining(span, old), _joining(span, new)


def _same(was: Iterable[_Entity], after: Mapping[Span, _Entity]) -> dict[_Entity, _Entity]:
    """Which entity each of those before is now: of those that share most first."""
    shared = Counter((old, after[span]) for old in was for span in old if span in after)
    found: dict[_Entity, _Entity] = {}
    for old, new in sorted(shared, key=lambda pair: (-shared[pair], min(pair[0]), min(pair[1]))):
        if old not in found and new not in found.values():
            found[old] = new
    return found


def _joining(span: Span, entity: _Entity | None) -> Same | None:
    """That a mention is the same as the longest of the others, the first of those."""
    return Same(span, max(sorted(entity - {span}), key=len)) if entity else None


def _of_answers(
    was: Iterable[_Answer], now: Iterable[_Answer], question: Callable[[_Answer], Hashable]
) -> Iterator[_Pair]:
    asked = defaultdict[Hashable, tuple[list[_Answer], list[_Answer]]](lambda: ([], []))
    for which, answers in enumerate((was, now)):
        for one in answers:
            asked[question(one)][which].append(one)
    for old, new in asked.values():
        for one in list(old):
            if alike := next((other for other in new if _answer(other) == _answer(one)), None):
                old.remove(one)
                new.remove(alike)
        yield from zip_longest(old, new)


def _answer(one: Link | Attribute) -> object:
    return one.entry if isinstance(one, Link) else one.value
