"""Where annotators give the same span, entity or relation of gold different values under a name.

Who has not what an attribute is of has no say. Who has it and gave no value said the default, so that this is no miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.domain.claim_review.entities import Agreed, GoldEntities
from annotator.domain.claim_review.moved import Moved
from annotator.domain.claim_review.relations import ends_of
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Relation, Value
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.span import Span


class _Unit(NamedTuple):
    of: Span | Relation
    """The span, the first mention of the entity, or the relation between what stands for its ends."""
    name: str


class Compared:
    """The attributes of annotators, beside the entities and relations of gold."""

    def __init__(
        self, said: Sequence[Moved], entities: GoldEntities, gold: Iterable[Relation], scheme: ClaimScheme
    ) -> None:
        self._said, self._entities, self._scheme = said, entities, scheme
        self._gold = {ends_of(one, entities, scheme): one for one in gold}
        self._relations = [{ends_of(one, entities, scheme) for one in mine.relations} for mine in said]

    def compare(self) -> tuple[Agreed, list[ClaimConflict]]:
        """The values on which all agree, and the questions on which they do not."""
        agreed: Agreed = []
        conflicts: list[ClaimConflict] = []
        values: dict[_Unit, dict[str, Value]] = {}
        stands: dict[_Unit, Span | Relation] = {}
        for mine in self._said:
            for (of, name), value in sorted(mine.attributes.items(), key=_order):
                if unit := self._unit(of, name):
                    values.setdefault(unit, {}).setdefault(mine.who, value)
                    there = self._gold[unit.of] if isinstance(unit.of, Relation) else of
                    stands[unit] = min(stands.get(unit, there), there, key=_place)
        for unit in sorted(values, key=lambda one: (_place(stands[one]), one.name)):
            versions = self._versions(unit, stands[unit], values[unit])
            answers = {version for _, version in versions}
            if len(answers) == 1:
                agreed += next(iter(answers))
                continue
            known = self._scheme.attribute(unit.name)
            differ = len(answers - {()}) > 1 or (known is not None and known.default != "")
            about = _place(stands[unit])
            conflicts.append(ClaimConflict("value" if differ else "missed", "facts", about, versions))
        return agreed, conflicts

    def _unit(self, of: Span | Relation, name: str) -> _Unit | None:
        if isinstance(of, Relation):
            key = ends_of(of, self._entities, self._scheme)
            return _Unit(key, name) if key in self._gold else None
        known = self._scheme.attribute(name)
        return _Unit(self._entities.of(of) if known and known.of == "entity" else of, name)

    def _versions(
        self, unit: _Unit, stands: Span | Relation, values: Mapping[str, Value]
    ) -> tuple[tuple[str, ClaimVersion], ...]:
        known = self._scheme.attribute(unit.name)
        default = known.default if known else ""
        found: list[tuple[str, ClaimVersion]] = []
        for mine, relations in zip(self._said, self._relations, strict=True):
            value = values.get(mine.who)
            if value is not None or self._has(unit, mine, relations):
                given = value is not None and value != default
                found.append((mine.who, (Attribute(stands, unit.name, value),) if given and value is not None else ()))
        return tuple(found)

    def _has(self, unit: _Unit, mine: Moved, relations: set[Relation]) -> bool:
        if isinstance(unit.of, Relation):
            return unit.of in relations
        known = self._scheme.attribute(unit.name)
        if known and known.of == "entity":
            return not mine.spans.isdisjoint(self._entities.mentions(unit.of))
        return unit.of in mine.spans


def _place(of: Span | Relation) -> tuple[Span, ...]:
    return of.spans if isinstance(of, Relation) else (of,)


def _order(one: tuple[tuple[Span | Relation, str], Value]) -> tuple[tuple[Span, ...], str]:
    return _place(one[0][0]), one[0][1]
