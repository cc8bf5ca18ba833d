"""Names of people: who has which role, and which names are one person's.

What somebody did stands under their *present* name; a former one is known, so that whatever comes under it finds its
person. That two names are one person's is said for good, with the one that is to be used: of several that are one
person's, the one that was said last. So whoever is merged into whom comes to the same people. A *pseudonym* is what
others may know a person by.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from annotator.domain.decisions import GOLD
from annotator.storage.team.called import Who

Role = Literal["annotator", "reviewer", "lead"]
ROLES: tuple[Role, ...] = ("annotator", "reviewer", "lead")


class Entry(NamedTuple):
    """What is said of a name, and when that was said (UTC, ISO 8601)."""

    name: str
    role: Role = "annotator"
    pseudonym: str = ""
    at: str = ""


class Same(NamedTuple):
    """That two names are one person's, and that `new` is to be used; when that was said last, as a UUIDv7."""

    old: str
    new: str
    at: str


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that is said of names."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    same: Mapping[tuple[str, str], Same] = field(default_factory=dict)

    def names(self) -> set[str]:
        """All names that anything is said of."""
        return {*self.entries, *(name for pair in self.same for name in pair)}

    def former(self) -> dict[str, str]:
        """The present name of each name that is not in use any more."""
        groups: dict[str, set[str]] = {}
        for old, new in self.same:
            joined = groups.get(old, {old}) | groups.get(new, {new})
            groups.update(dict.fromkeys(joined, joined))
        last = {}
        for one in sorted(self.same.values(), key=lambda same: (same.at, same)):
            last[id(groups[one.new])] = one.new
        return {name: now for name, group in groups.items() if (now := last[id(group)]) != name}

    def entry(self, name: str) -> Entry:
        """What is said of a name, or what holds where nothing is."""
        return self.entries.get(name, Entry(name))

    def saying(self, *entries: Entry, same: Iterable[Same] = ()) -> Register:
        """The register with more said."""
        more = {(one.old, one.new): one for one in same}
        return Register({**self.entries, **{one.name: one for one in entries}}, {**self.same, **more})

    def joined(self, other: Register) -> Register:
        """What this one and another say together: what was said last, of what was said at once what sorts last."""
        entries, same = dict(self.entries), dict(self.same)
        for name, entry in other.entries.items():
            entries[name] = max(entries.get(name, entry), entry, key=lambda one: (one.at, one))
        for pair, one in other.same.items():
            same[pair] = max(same.get(pair, one), one)
        return Register(entries, same)

    def who(self) -> Who:
        """What gives the present name of anybody, by a name of theirs or by a pseudonym that is theirs alone."""
        names = self.former()
        people: dict[str, set[str]] = {}
        for one in self.entries.values():
            people.setdefault(one.pseudonym, set()).add(names.get(one.name, one.name))
        known = {word: next(iter(some)) for word, some in people.items() if len(some) == 1 and word not in self.names()}
        for word in ("", GOLD):
            known.pop(word, None)
        return lambda name: names.get(name) or known.get(name, name)


def register(conn: sqlite3.Connection, schema: str = "main") -> Register:
    """What a project says of names. A role that no program of ours has written is taken for an annotator's."""
    roles: dict[str, Role] = {role: role for role in ROLES}
    rows = conn.execute(f"SELECT name, role, pseudonym, at FROM {schema}.people")
    entries = {name: Entry(name, roles.get(role, "annotator"), *rest) for name, role, *rest in rows}
    rows = conn.execute(f"SELECT old, new, at FROM {schema}.same_people WHERE old != new")
    same = (Same(*row) for row in rows if not {GOLD, ""}.intersection(row))
    return Register(entries, {(one.old, one.new): one for one in same})


def keep(conn: sqlite3.Connection, said: Register) -> None:
    """Have a project say this of names, inside a write transaction, beside what it says of others."""
    conn.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", said.entries.values())
    conn.executemany("INSERT OR REPLACE INTO same_people VALUES (?, ?, ?)", said.same.values())
