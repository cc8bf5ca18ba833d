"""What is derived of some articles, made to follow another scheme than before: names of labels, layers, counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from annotator.domain.scheme import Scheme
from annotator.storage.conditions import MAY_BE_OPEN
from annotator.storage.maintenance.merged_suggestions import keep_merged, part_merged
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.source_settings import source_settings
from annotator.storage.store import Store

_HERE = "article > :first AND article <= :last"
_AMONG = "IN (SELECT value FROM json_each(:names))"
_SUGGESTED = f"SELECT 1 FROM suggestions WHERE suggestions.article = layers.article AND label {_AMONG}"
_OF_LAYER = "spans.article = layers.article AND spans.layer = layers.layer"
_MEETS = f"JOIN suggestions AS one ON one.article = spans.article AND one.label {_AMONG}"
_MEETING = f"""(EXISTS (
  SELECT 1 FROM suggestions AS one JOIN suggestions AS same USING (article, start, "end")
  WHERE article = layers.article AND one.label {_AMONG} AND same.label {_AMONG} AND one.label < same.label)
OR EXISTS (SELECT 1 FROM spans {_MEETS} AND one.start = spans.start AND one."end" = spans."end"
  AND one.label != spans.label WHERE {_OF_LAYER} AND state = 'rejected' AND spans.label {_AMONG})
OR EXISTS (SELECT 1 FROM spans {_MEETS} AND one.start = was_start AND one."end" = was_end
  AND one.label != was_label WHERE {_OF_LAYER} AND was_label {_AMONG})
OR EXISTS (SELECT 1 FROM decisions WHERE decisions.article = layers.article AND decisions.layer = layers.layer
  AND action = 'superseded' AND label {_AMONG}))"""
"""That of labels which become one, a suggestion stands where another one stands or was decided."""

_NAMED = (("suggestions", "label"), ("spans", "label"), ("spans", "was_label"), ("merged_suggestions", "became"))


@dataclass(frozen=True)
class Settling:
    """What follows from putting one scheme in the place of another and, where it `counts`, from switching a source."""

    before: Scheme
    after: Scheme
    counts: bool = False

    @cached_property
    def renamed(self) -> dict[str, list[str]]:
        """The labels that have another name now, by that name."""
        found: dict[str, list[str]] = {}
        for old, new in self.after.aliases.items():
            if self.before.current(old) == old and new != old:
                found.setdefault(new, []).append(old)
        return found

    @cached_property
    def parted(self) -> dict[str, str]:
        """The labels that were a part of another one and are labels of their own again, with that other one."""
        now = set(self.after.names())
        return {
            name: was
            for name in self.after.names()
            if (was := self.before.current(name)) != name and self.after.current(was) in now - {name}
        }

    @cached_property
    def moved(self) -> list[str]:
        """The names that mean another label now for any other reason: a clash of two copies was settled otherwise."""
        before, after = self.before.current, self.after.current
        followed = {*self.parted, *(old for olds in self.renamed.values() for old in olds)}
        names = {*self.before.aliases, *self.after.aliases} - followed
        return [
            name
            for name in sorted(names)
            if before(name) != after(name) and not (before(name) in followed and after(before(name)) == after(name))
        ]

    @cached_property
    def of_claims(self) -> list[str]:
        """The names of relations and attributes that mean another one now."""
        before, after = self.before.claims, self.after.claims
        names = {
            *(name for side in (before, after) for one in side.relations for name in (one.name, *one.former)),
            *(name for side in (before, after) for one in side.attributes for name in (one.name, *one.former)),
        }
        return [
            name
            for name in sorted(names)
            if before.relation_now(name) != after.relation_now(name)
            or before.attribute_now(name) != after.attribute_now(name)
        ]

    @property
    def articles_follow(self) -> bool:
        """Whether anything that is derived is another one under the new scheme."""
        before, after = self.before, self.after
        named = self.renamed or self.parted or self.moved or self.of_claims
        return bool(named or before.archived() ^ after.archived() or before.overlap != after.overlap)

    def settle(self, store: Store, first: int, last: int) -> None:
        """Let articles with row ids in `(first, last]` follow, inside a `write()`."""
        for label, was in self.parted.items():
            self._part(store, label, was, first, last)
        self._count_anew(store, first, last)
        for new, olds in self.renamed.items():
            if self.before.label(new):
                keep_merged(store, olds, new, first, last)
            self._rename(store, olds, new, first, last)
        knowing = _knowing(store, self.moved, first, last) if self.moved else set[tuple[int, str]]()
        if self.of_claims:
            knowing |= _claiming(store, self.of_claims, first, last)
        for article, name in sorted(knowing):
            layer_anew(store, article, name, self.after.current)

    def _part(self, store: Store, label: str, was: str, first: int, last: int) -> None:
        part_merged(store, label, was, first, last)
        for article, name in sorted(_knowing(store, _names(self.after, label), first, last)):
            layer_anew(store, article, name, self.after.current)

    def _count_anew(self, store: Store, first: int, last: int) -> None:
        """Let be counted where other suggestions are undecided under one scheme than under the other."""

        def count(condition: str, names: Iterable[str] = ()) -> None:
            values = {"first": first, "last": last, "names": json.dumps(sorted(names))}
            store.count_anew(f"{_HERE} AND {condition}", values)

        hiding = {label for one in source_settings(store) for label in one.folded.union(one.thresholds)}
        for new, olds in self.renamed.items():
            names = [*olds, new] if self.before.label(new) else olds
            given = {name not in self.before.archived() for name in names} | {new not in self.after.archived()}
            if len(given) > 1 or (len(names) > 1 and (new in hiding or store.may_vote())):
                count(f"EXISTS ({_SUGGESTED})", names)
            elif len(names) > 1:
                count(_MEETING, names)
        for pair in self.parted.items():
            count(f"EXISTS ({_SUGGESTED})", pair)
        if archived := self.before.archived() ^ self.after.archived():
            open_ones = "" if store.may_vote() else f" AND {MAY_BE_OPEN}"  # what is decided may have outvoted others
            count(f"EXISTS ({_SUGGESTED}{open_ones})", archived)
        if self.counts or self.before.overlap != self.after.overlap:
            count(f"EXISTS (SELECT 1 FROM suggestions WHERE suggestions.article = layers.article AND {MAY_BE_OPEN})")

    def _rename(self, store: Store, olds: list[str], new: str, first: int, last: int) -> None:
        values = {"first": first, "last": last, "new": new}
        for old in olds:
            for table, column in _NAMED:
                store.conn.execute(
                    f"UPDATE OR REPLACE {table} SET {column} = :new WHERE {_HERE} AND {column} = :old",
                    {**values, "old": old},
                )
        knowing = [_knowing(store, _names(self.before, name), first, last) for name in (*olds, new)]
        joined = {layer for one, other in combinations(knowing, 2) for layer in one & other}
        rows = store.conn.execute(f"SELECT article, layer FROM layers WHERE {_HERE} AND cats != '{{}}'", values)
        found = set(rows.fetchall())
        for table in ("claims", "mentions"):
            found |= set(store.conn.execute(f"SELECT DISTINCT article, layer FROM {table} WHERE {_HERE}", values))
        for article, name in sorted(joined | found & set().union(*knowing[:-1])):
            layer_anew(store, article, name, self.after.current)


def _names(scheme: Scheme, name: str) -> list[str]:
    """A label's name and all its former ones."""
    return [name, *(was for was, now in scheme.aliases.items() if now == name)]


def _knowing(store: Store, names: Iterable[str], first: int, last: int) -> set[tuple[int, str]]:
    """The layers in which a decision speaks of one of these labels, or may do so in a ruling."""
    rows = store.conn.execute(
        f"SELECT DISTINCT article, layer FROM decisions WHERE {_HERE} AND (action = 'ruled' "
        f"OR label {_AMONG} OR was_label {_AMONG})",
        {"first": first, "last": last, "names": json.dumps(list(names))},
    )
    return set(rows.fetchall())


def _claiming(store: Store, names: Iterable[str], first: int, last: int) -> set[tuple[int, str]]:
    """The layers in which a decision claims something under one of these names, or may do so in a ruling."""
    rows = store.conn.execute(
        f"SELECT DISTINCT article, layer FROM decisions WHERE {_HERE} AND (action = 'ruled' "
        f"OR (action IN ('claimed', 'withdrawn', 'refused') AND (json_extract(note, '$.relation') {_AMONG} "
        f"OR json_extract(note, '$.name') {_AMONG})))",
        {"first": first, "last": last, "names": json.dumps(list(names))},
    )
    return set(rows.fetchall())
