"""Two histories of a scheme become one.

Copies of a project have the same beginning: what either of them did since is done here, in the order of time, so that
whoever is merged into whom comes to the same scheme. What both have done to the same text, name or kind of a label, not
knowing of each other, is a clash. A project that began otherwise is not told so: its scheme is joined to ours as it
is now (see `merge_schemes`), and its history is kept because older texts are known by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from annotator.domain.claims.renaming import Table, called, under_names_of
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.scheme_form import CLAIM_TABLES, tables_of, with_tables
from annotator.domain.history.events import Note, SchemeChange, SchemeEvent
from annotator.domain.history.fold import fold
from annotator.domain.scheme import Label, Scheme
from annotator.domain.scheme_form import TEXTS
from annotator.services.project.merge_schemes import Prefer, SchemeClash, joined
from annotator.storage.maintenance.scheme_history import Taken, heard_of, history, version_in_force, versions
from annotator.storage.queries.counts import ever_used
from annotator.storage.store import Store

_TEXTS = ("description", *TEXTS)
"""What a label says of its meaning."""


def join_histories(store: Store, theirs: Store, *, prefer: Prefer, renames: Mapping[str, str]) -> tuple[Scheme, Taken]:
    """The scheme that both come to, and what is to be taken of their history.

    `renames` maps labels of theirs to what they are called here. Raises `SchemeClash`, `NoSuchLabel`.
    """
    there, scheme = history(theirs), theirs.scheme()
    version, seen, others = version_in_force(theirs), versions(theirs), heard_of(theirs)
    here = history(store)
    if store.untouched and len(here) == 1:
        return joined(scheme, scheme, renames=renames), Taken(there, others, seen, version, begins_anew=True)
    if renames or here[0].id != there[0].id:
        ours = scheme if store.untouched else store.scheme()
        return joined(ours, scheme, prefer=prefer, renames=renames), Taken((), [*there, *others], seen)
    known, news = {event.id for event in here}, {event.id for event in there}
    every = [*here, *(event for event in there if event.id not in known)]
    one_sided = [event for event in every if event.id not in known or event.id not in news]
    back = list(_used_again(store, theirs, one_sided, fold(every).dropped))
    both = fold(event for event in here if event.id in news).scheme()
    together = fold([*every, *back]).scheme()
    found = _Settled(both, fold(here).scheme(), fold(there).scheme(), together, prefer)
    found.look()
    if found.clashes and not prefer:
        raise SchemeClash(found.clashes)
    return found.scheme, Taken([*there, *back], others, seen, version)


class _Settled:
    """What both have made of a scheme, put together; where that clashes, by what one side says."""

    def __init__(self, before: Scheme, ours: Scheme, theirs: Scheme, together: Scheme, prefer: Prefer) -> None:
        self._before, self._ours, self._theirs, self._prefer = before, ours, theirs, prefer
        self.scheme = together
        self.clashes: list[str] = []

    def look(self) -> None:
        """Look at what both sides have changed."""
        for was, here, there in self._labels():
            if here.name != there.name and was and was.name not in (here.name, there.name):
                self.clashes.append(f"{was.name!r} became {here.name!r} here and {there.name!r} there.")
                self._call(was.name, (there if self._prefer == "theirs" else here).name)
            if here.kind != there.kind and (was is None or was.kind not in (here.kind, there.kind)):
                self.clashes.append(
                    f"{here.name!r} is a label of kind {here.kind} here and of kind {there.kind} there."
                )
                self._let(here, there, "kind")
            for field in _TEXTS:
                if text := _differ(was, here, there, field):
                    self.clashes.append(text)
                    self._let(here, there, field)
        self._look_at_claims()

    def _look_at_claims(self) -> None:
        """Look at what both sides have said of the same relation, attribute or base."""
        self._look_at_names()
        now = self.scheme.claims
        sides = [tables_of(under_names_of(side.claims, now)) for side in self._sides()]
        for table in CLAIM_TABLES:
            before, ours, theirs = (side[table] for side in sides)
            for name in [name for name in ours if name in theirs]:
                if ours[name] != theirs[name] and before.get(name) not in (ours[name], theirs[name]):
                    self.clashes.append(f"The {table} {name!r} is defined differently here and there.")
                    row = theirs[name] if self._prefer == "theirs" else ours[name]
                    former = tables_of(self.scheme.claims)[table].get(name, {}).get("former", ())
                    row = {**row, "former": list(former)} if table != "base" else row
                    claims = with_tables(self.scheme.claims, {table: {name: row}})
                    self.scheme = replace(self.scheme, claims=claims)

    def _look_at_names(self) -> None:
        """Look at what both sides call the same relation or attribute."""
        before = self._before.claims
        named: list[tuple[Table, str]] = [("relation", one.name) for one in before.relations]
        named += [("attribute", one.name) for one in before.attributes]
        for table, name in named:
            here, there = (_name_now(side.claims, table, name) for side in (self._ours, self._theirs))
            if here and there and len({name, here, there}) == 3:
                self.clashes.append(f"The {table} {name!r} became {here!r} here and {there!r} there.")
                wanted = there if self._prefer == "theirs" else here
                if self._prefer and _name_now(self.scheme.claims, table, name) != wanted:
                    claims = called(self.scheme.claims, table, name, wanted)
                    self.scheme = replace(self.scheme, claims=claims)
        tables: tuple[Table, ...] = ("relation", "attribute")
        for table in tables:
            was, ours, theirs = (_what_it_was(side.claims, table, self._before) for side in self._sides())
            for name in [name for name in ours if name in theirs and name not in was]:
                if ours[name] != theirs[name]:
                    self.clashes.append(f"The {table} {name!r} is another one here than there.")

    def _sides(self) -> tuple[Scheme, Scheme, Scheme]:
        return self._before, self._ours, self._theirs

    def _labels(self) -> Iterator[tuple[Label | None, Label, Label]]:
        """Each label that both sides have, as it was before, if it was there, and as either side has it."""
        before, known = self._before, set[str]()
        for was in before.labels:
            here, there = self._ours.label(was.name), self._theirs.label(was.name)
            if here and there and not any(self._merged(side, was.name) for side in (self._ours, self._theirs)):
                known |= {here.name, there.name}
                yield was, here, there
        for here in self._ours.labels:
            there = self._theirs.label(here.name)
            if there and there.name == here.name and here.name not in known and before.label(here.name) is None:
                yield None, here, there

    def _merged(self, side: Scheme, name: str) -> bool:
        """Whether a label of before is a part of another one of before on that side."""
        return side.current(name) != name and self._before.label(side.current(name)) is not None

    def _call(self, name: str, wanted: str) -> None:
        if self._prefer and self.scheme.current(name) != wanted:
            self.scheme = self.scheme.renamed(name, wanted)

    def _let(self, here: Label, there: Label, field: str) -> None:
        now, said = self.scheme.label(here.name), there if self._prefer == "theirs" else here
        if self._prefer and now:
            wanted = replace(now, **{field: getattr(said, field)})
            labels = tuple(wanted if one is now else one for one in self.scheme.labels)
            self.scheme = replace(self.scheme, labels=labels)


def _name_now(claims: ClaimScheme, table: Table, name: str) -> str:
    """What a relation or attribute is called now; "" where it is there no more."""
    now = claims.relation_now(name) if table == "relation" else claims.attribute_now(name)
    there = claims.relation(now) if table == "relation" else claims.attribute(now)
    return now if there else ""


def _what_it_was(claims: ClaimScheme, table: Table, before: Scheme) -> dict[str, set[str]]:
    """What each relation, or attribute, was before: the names that all that has become it had."""
    found: dict[str, set[str]] = {name: set() for name in tables_of(claims)[table]}
    for was in tables_of(before.claims)[table]:
        if now := _name_now(claims, table, was):
            found[now].add(was)
    return found


def _differ(was: Label | None, here: Label, there: Label, field: str) -> str:
    """The clash of two texts that differ from each other and from what both were before, or ""."""
    before, ours, theirs = (getattr(one, field) if one else "" for one in (was, here, there))
    if ours == theirs or before in (ours, theirs):
        return ""
    return f"{here.name!r} means {ours!r} here and {theirs!r} there."


def _used_again(
    store: Store, theirs: Store, events: Sequence[SchemeEvent], gone: Mapping[str, Mapping[str, Any]]
) -> Iterator[SchemeEvent]:
    """That labels are there again, put away, which one side dropped and the other one uses: the same in every copy.

    `events` are those that only one side knows, `gone` the whole labels that were dropped, as both together know them:
    what became a part of one of them is used under its own name.
    """
    dropped = [event for event in events if event.change.kind == "dropped"]
    named = {(name := event.change.label): {name, *gone.get(name, {"names": ()})["names"]} for event in dropped}
    names = set().union(*named.values())
    used = ever_used(store, names) | ever_used(theirs, names) if names else set[str]()
    for event in dropped:
        name = event.change.label
        if not used.isdisjoint(named[name]):
            before = event.change.before
            back = {**before, "label": {**before["label"], "archived": True}, "again": True}
            made = str(UUID(int=UUID(event.id).int + 1))
            note = Note(why="a copy that was merged uses it", minor=True)
            yield SchemeEvent(made, made, event.at, SchemeChange("added", name, {}, back), note)
