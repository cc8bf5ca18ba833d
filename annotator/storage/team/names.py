"""Names of people: which took the place of which. Two names that are one person's are joined under one of them.

The register (`people`) has a row for each name that anything was said of. What somebody did stands under their present
name; a former one is known, so that whatever comes under it finds its person. A *pseudonym* is what others may know a
person by; it is theirs alone.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["annotator", "reviewer", "lead"]
ROLES: tuple[Role, ...] = ("annotator", "reviewer", "lead")
Who = Callable[[str], str]
"""The present name of whoever is called so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a name, and when that was said; `now` is the name that took its place, or ""."""

    name: str
    role: Role = "annotator"
    pseudonym: str = ""
    now: str = ""
    at: str = ""


def register(conn: sqlite3.Connection, schema: str = "main") -> dict[str, Entry]:
    """What is said of each name. A role that no program of ours has written is taken for an annotator's."""
    rows = conn.execute(f"SELECT name, role, pseudonym, now, at FROM {schema}.people ORDER BY name")
    known: dict[str, Role] = {role: role for role in ROLES}
    return {
        name: Entry(name, known.get(role, "annotator"), pseudonym, now, at) for name, role, pseudonym, now, at in rows
    }


def keep(conn: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write, inside a write transaction, what is said of names."""
    conn.executemany(
        "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)",
        ((one.name, one.role, one.pseudonym, one.now, one.at) for one in entries),
    )


def joined(ours: Mapping[str, Entry], theirs: Mapping[str, Entry]) -> dict[str, Entry]:
    """Of two registers, what was said last of each name; of what was said at once, what sorts last.

    Where both put another name in the place of one, those two are one person's as well.
    """
    both = dict(ours)
    for name, entry in theirs.items():
        both[name] = max(both.get(name, entry), entry, key=_order)
    for name in ours.keys() & theirs.keys():
        kept = both[name]
        for other in {ours[name].now, theirs[name].now} - {kept.now, ""}:
            if kept.now and not (was := both.get(other, Entry(other))).now and was.at <= kept.at:
                both[other] = replace(was, now=kept.now, pseudonym="", at=kept.at)
    return both


def _order(entry: Entry) -> tuple[str, ...]:
    return entry.at, entry.now, entry.role, entry.pseudonym


def former(entries: Mapping[str, Entry]) -> dict[str, str]:
    """The present name of each name that is not in use any more."""
    found = {}
    for name in entries:
        now, seen = name, {name}
        while (one := entries.get(now)) and one.now and one.now not in seen:
            now = one.now
            seen.add(now)
        if now != name:
            found[name] = now
    return found


def who_is(entries: Mapping[str, Entry]) -> Who:
    """What gives the present name of anybody, by a name of theirs or by a pseudonym that is theirs alone."""
    names = former(entries)
    used = Counter(one.pseudonym for one in entries.values())
    known = {
        one.pseudonym: names.get(one.name, one.name)
        for one in entries.values()
        if used[one.pseudonym] == 1 and one.pseudonym and one.pseudonym not in entries
    }
    return lambda name: names.get(name) or known.get(name, name)


LENS = "lens:"
"""How the name of a source begins that is a person who proposes from the lens."""


def present_source(source: str, who: Who) -> str:
    """The name of a source, with the present name of the person that it is, if it is one."""
    return LENS + who(source.removeprefix(LENS)) if source.startswith(LENS) else source


def later(annotator: str) -> str:
    """The name under which the articles that an annotator has put off are kept among the places of annotators."""
    return f"later\t{annotator}"
