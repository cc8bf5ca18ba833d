"""What stands in a layer of claims, and where to find it: which rest on a span, and which mentions an entity has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from annotator.domain.claims.values import Claim, Same
from annotator.domain.span import Span

Table = Literal["claims", "members", "refusals"]
TABLES: tuple[Table, ...] = ("claims", "members", "refusals")
"""Claims that hold, by the claim; mentions of entities, by the span; claims that were refused, by the claim."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim came to hold, or a mention to its entity, or how a claim was refused.

    `id` is the decision's, "" of a mention that nobody decided on but that others were joined to; `source` is who
    proposed it, "" where nobody did; `auto` if it holds without having been asked; `ruled` if a reviewer's ruling put
    it there. `entity` is the name of a mention's entity: the id of the decision that founded it.
    """

    id: str
    by: str
    at: str
    source: str = ""
    score: float | None = None
    auto: bool = False
    ruled: bool = False
    entity: str = ""


class ClaimIndex:
    """Finds claims by span and mentions by entity, and counts them.

    `changed` is what came or went since it was last cleared, with how each stood before. `count` is how many claims of
    a type there are in a table, `moves` how often any mention has come to another entity. `ruled` says whether any
    ruling has held claims.
    """

    __slots__ = ("_entities", "_on", "changed", "count", "moves", "ruled")

    def __init__(self) -> None:
        self._on: dict[Span, dict[tuple[Table, Claim], None]] = {}
        self._entities: dict[str, dict[Span, None]] = {}
        self.changed: dict[tuple[Table, Any], Standing | None] = {}
        self.count: Counter[tuple[Table, type[Claim]]] = Counter()
        self.moves = 0
        self.ruled = False

    def on(self, span: Span) -> list[tuple[Table, Claim]]:
        """The claims that rest on a span, those that hold and those that were refused, with the table of each."""
        return list(self._on.get(span, ()))

    def entities(self) -> Mapping[str, Mapping[Span, None]]:
        """The mentions of each entity, by its name."""
        return self._entities

    def mentions(self, entity: str) -> list[Span]:
        """The mentions of an entity, in the order of the text."""
        return sorted(self._entities.get(entity, ()))

    def store(self, table: Table, key: Any, before: Standing | None, after: Standing | None) -> None:
        """Know that something came, went, or is another."""
        self.changed.setdefault((table, key), before)
        if table == "members":
            self.moves += (before and before.entity) != (after and after.entity)
            if before:
                _leave(self._entities, before.entity, key)
            if after:
                self._entities.setdefault(after.entity, {})[key] = None
            return
        claim: Claim = key
        self.count[table, type(claim)] += (after is not None) - (before is not None)
        for span in claim.spans:
            if after is None:
                _leave(self._on, span, (table, claim))
            else:
                self._on.setdefault(span, {})[table, claim] = None


def pair_or_claim(claim: Claim) -> Claim:
    """A claim as it is remembered when it was refused."""
    return claim.pair if isinstance(claim, Same) else claim


def _leave(sets: dict[Any, dict[Any, None]], name: Any, one: Any) -> None:
    if (found := sets.get(name)) is not None:
        found.pop(one, None)
        if not found:
            del sets[name]
