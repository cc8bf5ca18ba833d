"""What lies between two schemes, as changes: done to the one, they make the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Any

from annotator.domain.claims.scheme_form import CLAIM_TABLES, ENTITIES, entities_form, tables_of
from annotator.domain.history.events import Kind, SchemeChange
from annotator.domain.history.fold import FoldedScheme
from annotator.domain.scheme import Label, Scheme
from annotator.domain.scheme_form import RULES, from_form, to_form, whole_form

_LATER = ("former", "switched")
"""What a label remembers of itself; a change tells of it only where that is not what follows from the rest."""


def changes(folded: FoldedScheme, after: Scheme) -> list[SchemeChange]:
    """The changes that make `after` of a folded scheme, to which they are done here."""
    between = _Between(folded, from_form(to_form(after)))
    between.names()
    between.labels()
    between.fields()
    between.order()
    between.known()
    between.rules()
    return between.found


def carried_over(before: Scheme, after: Scheme, now: Scheme) -> Scheme:
    """A scheme with what was done to another one between `before` and `after`."""
    apart, found = FoldedScheme(), FoldedScheme()
    apart.begin(before)
    found.begin(now)
    for change in changes(apart, after):
        found.apply(change)
    return found.scheme()


class _Between:
    def __init__(self, folded: FoldedScheme, after: Scheme) -> None:
        self._now, self._after = folded, after
        self._wanted = FoldedScheme()
        self._wanted.begin(after)
        self.found: list[SchemeChange] = []

    def _do(self, kind: Kind, label: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        change = SchemeChange(kind, label, before, after)
        self._now.apply(change)
        self.found.append(change)

    def names(self) -> None:
        """Labels that have another name, or became one with another label."""
        for old in self._now.names():
            new = self._called(old)
            if new == old:
                continue
            if self._now.has(new):
                self._do("merged", old, self._now.whole(old), {"name": new})
            else:
                self._do("renamed", old, {"name": old}, {"name": new})

    def _called(self, name: str) -> str:
        """What a label is called after: where it is not known any more, by a name that it had before."""
        there = self._after.names()
        back = (
            was for was, now in self._now.aliases.items() if now == name and was in there and not self._now.has(was)
        )
        return self._after.current(name) if name in {*there, *self._after.aliases} else next(back, name)

    def labels(self) -> None:
        """Labels that are gone, and those that are new, or a label of their own again."""
        there = set(self._after.names())
        for name in self._now.names():
            if name not in there:
                self._do("dropped", name, self._now.whole(name), {})
        for name, behind in _with_next(self._after.names(), set(self._now.names())):
            whole, was = self._wanted.whole(name) | {"next": behind}, self._now.find(name)
            if was:
                self._do("parted", name, {"name": was.name}, whole)
            else:
                self._do("added", name, {}, whole)

    def fields(self) -> None:
        """What is said of each label."""
        for label in self._after.labels:
            for some in (False, True):
                was, now = _fields(self._now.find(label.name), later=some), _fields(label, later=some)
                if changed := [name for name in now if now[name] != was[name]]:
                    self._do(
                        "changed", label.name, {one: was[one] for one in changed}, {one: now[one] for one in changed}
                    )

    def order(self) -> None:
        """Labels that stand elsewhere: as few as will do."""
        wanted = self._after.names()
        stay = _longest_run([wanted.index(name) for name in self._now.names()])
        for at in range(len(wanted) - 1, -1, -1):
            if at not in stay:
                behind = wanted[at + 1] if at + 1 < len(wanted) else ""
                self._do("moved", wanted[at], {"before": self._now.whole(wanted[at])["next"]}, {"before": behind})

    def known(self) -> None:
        """Names that mean a label, which no label had."""
        for label in self._after.names():
            was = [old for old, name in self._now.aliases.items() if name == label]
            now = [old for old, name in self._after.aliases.items() if name == label]
            if set(was) != set(now):
                self._do("known", label, {"names": was}, {"names": now})

    def rules(self) -> None:
        """The rules of the scheme, its suffixes and groups."""
        now = _rules(self._wanted)
        for table in CLAIM_TABLES:
            self._reorder(table, now[table])
        was = _rules(self._now)
        before: dict[str, Any] = {name: was.get(name) for name in RULES if was.get(name) != now[name]}
        after: dict[str, Any] = {name: now[name] for name in before}
        before |= {ENTITIES: was[ENTITIES]} if was[ENTITIES] != now[ENTITIES] else {}
        after |= {ENTITIES: now[ENTITIES]} if was[ENTITIES] != now[ENTITIES] else {}
        for name in ("suffixes", "groups", *CLAIM_TABLES):
            one, other = was[name], now[name]
            if differ := [key for key in {**one, **other} if one.get(key) != other.get(key)]:
                before[name] = {key: one.get(key) for key in differ}
                after[name] = {key: other.get(key) for key in differ}
        if after:
            self._do("rules", "", before, after)

    def _reorder(self, table: str, wanted: dict[str, Any]) -> None:
        """Take out the rows of a table where those that stay, with what is new behind them, are in another order."""
        there = tables_of(self._now.claims)
        rows, now = there[table], {was: name for name, row in wanted.items() for was in row.get("former", ())}
        for name, row in rows.items():
            back = next((was for was in row.get("former", ()) if was in wanted and was not in rows), name)
            now |= {name: back} if name not in wanted and back != name else {}
        called = (name if now.get(name, name) in rows else now[name] for name in rows)
        stay = [name for name in dict.fromkeys(called) if name in wanted]
        if list(wanted) != [*stay, *(name for name in wanted if name not in stay)]:
            naming = {name: row for name, row in there["attribute"].items() if row.get("of") == "relation"}
            beside = {"attribute": naming} if table == "relation" and naming else {}
            self._do("rules", "", {**beside, table: rows}, {**beside, table: dict.fromkeys(rows)})


def _with_next(names: Sequence[str], there: Collection[str]) -> list[tuple[str, str]]:
    """The names that are not there, in order, each with the next one behind it that is, or ""."""
    found: list[tuple[str, str]] = []
    behind = ""
    for name in reversed(names):
        if name in there:
            behind = name
        else:
            found.append((name, behind))
    return found[::-1]


def _fields(label: Label | None, *, later: bool) -> dict[str, Any]:
    form = whole_form(label) if label else {}
    return {name: value for name, value in form.items() if name != "name" and (name in _LATER) == later}


def _rules(folded: FoldedScheme) -> dict[str, Any]:
    groups = {group.name: {"choice": group.choice, "labels": list(group.labels)} for group in folded.groups.values()}
    claims = {**tables_of(folded.claims), ENTITIES: entities_form(folded.claims)}
    return {**folded.rules, "suffixes": folded.suffixes, "groups": groups, **claims}


def _longest_run(numbers: list[int]) -> set[int]:
    """The numbers of a longest run that only ascends."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
