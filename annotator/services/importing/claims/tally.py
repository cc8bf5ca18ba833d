"""What became of the relations, entities, links and attributes that came along, in numbers and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.formats.common.claims.forms import SUGGESTED
from annotator.plural import counted
from annotator.services.importing.claims.taken import TakenClaims

_ONE = {"relations": "relation", "entities": "entity", "links": "link", "attributes": "attribute"}
_SHOWN = 6


@dataclass(slots=True)
class ClaimsTally:
    """Counts over all articles: `taken` under the names of readers, `left` by kind and reason; `news` of the scheme.

    `unsaid` are those of `taken` that no layer holds, by kind and how: suggested, refused, as by default. `ruled` are
    those that a reviewer ruled elsewhere, by kind.
    """

    taken: Counter[str] = field(default_factory=Counter)
    left: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    unsaid: Counter[tuple[str, str]] = field(default_factory=Counter)
    ruled: Counter[str] = field(default_factory=Counter)

    def count(self, found: TakenClaims) -> None:
        """Count what came with one article."""
        self.taken.update(found.count)
        self.unsaid.update(found.unsaid)
        self.ruled.update(found.ruled)
        for reason, names in found.left.items():
            self.left.setdefault(reason, Counter()).update(names)

    def kinds(self) -> dict[str, int]:
        """How many became claims of layers, by kind."""
        found, suggested = self._every(), self.suggested()
        return {kind: number for kind in _ONE if (number := found[kind] - suggested.get(kind, 0))}

    def _every(self) -> Counter[str]:
        found = Counter[str]()
        for name, number in self.taken.items():
            found[name if name in _ONE else "attributes"] += number
        return found

    def told(self) -> str:
        """How many are held now, by kind, and how many are refused or as by default: `1 relation, 2 links refused`."""
        held = Counter(self.kinds())
        apart = {one: number for one, number in sorted(self.unsaid.items()) if one[1] != SUGGESTED}
        for (kind, _), number in apart.items():
            held[kind] -= number
        unsaid = (f"{of_kind(number, kind)} {how}" for (kind, how), number in apart.items())
        return ", ".join([*(of_kind(number, kind) for kind, number in held.items() if number), *unsaid])

    def suggested(self) -> dict[str, int]:
        """How many are suggested, by kind."""
        return {kind: number for kind in _ONE if (number := self.unsaid[kind, SUGGESTED])}

    def taken_of(self, name: str) -> int:
        """How many became claims, or are suggested, of what a reader counts under a name."""
        return self._every()[name] if name in _ONE else self.taken[name]

    def sentences(self) -> Iterator[str]:
        """What there is to say of those that are suggested, and of those that stayed as they were."""
        if suggested := [of_kind(number, kind) for kind, number in self.suggested().items()]:
            yield f"Suggested: {', '.join(suggested)}: the tasks (`;`) ask about them where their spans are held."
        if ruled := [of_kind(number, kind) for kind in _ONE if (number := self.ruled[kind])]:
            yield f"Ruled elsewhere, and held here as decided by whoever ruled: {', '.join(ruled)}."
        for (kind, why), names in sorted(self.left.items()):
            named = sorted(filter(None, names))
            more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
            said = f" ({', '.join(map(repr, named[:_SHOWN]))}{more})" if named else ""
            yield f"Kept in meta alone: {of_kind(names.total(), kind)}: {why}{said}."


def of_kind(number: int, kind: str) -> str:
    """A number of relations, entities, links or attributes."""
    return counted(number, _ONE[kind], kind)
