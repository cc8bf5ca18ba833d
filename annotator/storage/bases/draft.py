"""What files say of the entries of a base, gathered in a database for the time of the work.

An entry is known by its key. What is said of one again takes the place of what was said before, field by field; what is
not said stays. So a base that is there already is what was said first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from annotator.domain.linking.entry import Alias
from annotator.domain.linking.said import Said, SaidAlias
from annotator.storage.bases.rows import aliases_in, stored

_SAID = "key TEXT PRIMARY KEY, name, about, kind, prior, aliases, old INTEGER NOT NULL, times INTEGER NOT NULL"
_TABLES = (
    f"CREATE TABLE said ({_SAID}) WITHOUT ROWID",
    "CREATE TABLE said_names (name TEXT NOT NULL, key TEXT NOT NULL, prior)",
    "CREATE TABLE names (name TEXT NOT NULL, prior REAL NOT NULL, entry INTEGER NOT NULL, own INTEGER NOT NULL)",
)
_SAY = (
    "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, 0, 1) ON CONFLICT (key) DO UPDATE SET times = times + 1, "
    + ", ".join(f"{one} = coalesce(excluded.{one}, {one})" for one in ("name", "about", "kind", "prior", "aliases"))
)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries are new and how many were updated; `again` were said more than once, the last time counts.

    `nameless` have no name of their own and go by another name or their key; `strays` are names of no entry that is
    there, with the first of the keys they name in `stray`.
    """

    added: int
    updated: int
    again: int
    nameless: int
    strays: int
    stray: str


class Draft:
    """A database in a folder for work in progress, in which what is said is gathered."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "said.db"
        self.conn = sqlite3.connect(self.path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "locking_mode = EXCLUSIVE"):
            self.conn.execute(f"PRAGMA {pragma}")
        for table in _TABLES:
            self.conn.execute(table)
        self.conn.execute("BEGIN")
        self._said: list[Said] = []

    def begin_with(self, entries: Iterator[tuple[object, ...]]) -> None:
        """Take the rows of a base that is there: key, name, about, kind, prior, aliases as they are stored."""
        self.conn.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, 1, 0)", entries)

    def say(self, said: Said | SaidAlias) -> None:
        """Gather what a file says."""
        if isinstance(said, SaidAlias):
            rows = ((said.name, key, prior) for key, prior in said.keys)
            self.conn.executemany("INSERT INTO said_names VALUES (?, ?, ?)", rows)
            return
        self._said.append(said)
        if len(self._said) >= _AT_ONCE:
            self._store()

    def _store(self) -> None:
        self.conn.executemany(
            _SAY,
            (
                (
                    one.key,
                    one.name,
                    one.about,
                    one.kind,
                    one.prior,
                    None if one.aliases is None else stored(one.aliases),
                )
                for one in self._said
            ),
        )
        self._said.clear()

    def settle(self) -> Taken:
        """Join names to their entries, and give each entry a name."""
        self._store()
        strays, stray = self._join_names()
        nameless = self._name_all()
        counts = "count(*) FILTER (WHERE old = 0), count(*) FILTER (WHERE old), count(*) FILTER (WHERE times > 1)"
        ((added, updated, again),) = self.conn.execute(f"SELECT {counts} FROM said WHERE times > 0")
        return Taken(added, updated, again, nameless, strays, stray)

    def _join_names(self) -> tuple[int, str]:
        """Add names that are said apart from their entries; gives how many are of none, and the first such key."""
        strays, first = 0, ""
        rows = self.conn.execute("SELECT key, name, prior FROM said_names ORDER BY key, rowid")
        for key, names in groupby(rows, itemgetter(0)):
            new = {name: Alias(name, prior) for _, name, prior in names}
            found = self.conn.execute("SELECT aliases FROM said WHERE key = ?", (key,)).fetchone()
            if found is None:
                strays, first = strays + len(new), first or key
                continue
            every = {one.name: one for one in aliases_in(found[0] or "[]")} | new
            change = "UPDATE said SET aliases = ?, times = max(times, 1) WHERE key = ?"
            self.conn.execute(change, (stored(every.values()), key))
        return strays, first

    def _name_all(self) -> int:
        rows = self.conn.execute("SELECT key, aliases FROM said WHERE name IS NULL OR name = ''").fetchall()
        for key, aliases in rows:
            names = aliases_in(aliases or "[]")
            name = max(names, key=lambda one: one.prior or 0.0).name if names else key
            self.conn.execute("UPDATE said SET name = ? WHERE key = ?", (name, key))
        return len(rows)

    def close(self) -> None:
        """Let go of the file; what was gathered is of no use any more."""
        self.conn.close()
