"""A base, opened to be read: entries by name, by words, by key.

The file is never written while it is there, only replaced; whoever has it open reads what it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.words import lookup_form, words_typed
from annotator.errors import BaseError
from annotator.storage.bases.rows import aliases_in
from annotator.storage.bases.sentences import read_from
from annotator.storage.bases.tables import APPLICATION_ID, INDEX, TABLES, VERSION

_HEADER = 100
_ENTRY = "e.key, e.name, e.about, e.kind, coalesce(e.prior, 0), e.aliases"
_NAMED = (
    f"SELECT {_ENTRY}, n.prior, n.own FROM names n JOIN entries e ON e.id = n.entry WHERE n.name = ? "
    "ORDER BY n.prior DESC, n.entry LIMIT ?"
)
"""In the order of the table, so that it stops after so many."""
_WORDS = f"SELECT {_ENTRY} FROM entries e WHERE id IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?) ORDER BY id"
_KEY = f"SELECT {_ENTRY} FROM entries e WHERE e.key = ?"


class Named(NamedTuple):
    """An entry that has a name: how often it is meant by it, and whether it is its own name or another one."""

    entry: Entry
    prior: float
    own: bool


class BaseFile:
    """A base whose file is open, to be closed by whoever opened it; it belongs to the thread that did."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._conn = path, connection
        ((self.entries, self.names),) = connection.execute("SELECT entries, names FROM counts")

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a base. Raises `BaseError` where the file cannot be read or is something else."""
        check_header(path)
        with read_from(path):
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
            try:
                for pragma in ("query_only = ON", "trusted_schema = OFF"):
                    connection.execute(f"PRAGMA {pragma}")
                _check_tables(path, connection)
                return cls(path, connection)
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def named(self, name: str, most: int) -> list[Named]:
        """The entries that have a name, as people see it and in any case, the likelier first, at most so many."""
        with read_from(self.path):
            rows = self._conn.execute(_NAMED, (lookup_form(name), most))
            return [Named(_entry(row), float(row[6]), bool(row[7])) for row in rows]

    def with_words(self, words: Iterable[str], most: int) -> list[Entry]:
        """The entries that have all these words in their names, the likelier first, at most so many."""
        return self._matching("{names} : ", [f'"{word}"' for word in dict.fromkeys(words)], most)

    def typed(self, text: str, most: int, *, described: bool = False) -> list[Entry]:
        """The entries whose names have all that is typed, every word of which may be the beginning of one.

        If `described`, also those whose description has some of it; the likelier first, at most so many.
        """
        asked = [f'"{word}"*' for word in words_typed(text)]
        return self._matching("{names about} : " if described else "{names} : ", asked, most)

    def with_initials(self, initials: str, most: int) -> list[Entry]:
        """The entries whose names have these initials, or begin so, the likelier first, at most so many."""
        letters = "".join(words_typed(initials))
        return self._matching("{initials} : ", [f'"{letters}"*'] if letters else [], most)

    def get(self, key: str) -> Entry | None:
        """The entry of a key, if there is one."""
        return next(iter(self._entries(_KEY, key)), None)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every entry as it is stored: key, name, about, kind, prior, aliases. Raises `BaseError`."""
        with read_from(self.path):
            yield from self._conn.execute("SELECT key, name, about, kind, prior, aliases FROM entries")

    def _matching(self, columns: str, asked: list[str], most: int) -> list[Entry]:
        if not asked:
            return []
        return self._entries(_WORDS, f"{columns}({' AND '.join(asked)})", most)

    def _entries(self, query: str, *values: object) -> list[Entry]:
        with read_from(self.path):
            return [_entry(row) for row in self._conn.execute(query, values)]


def _entry(row: tuple[Any, ...]) -> Entry:
    key, name, about, kind, prior, aliases = row[:6]
    if not all(isinstance(one, str) for one in (key, name, about, kind)):
        raise TypeError("an entry has no texts")
    return Entry(key, name, about, kind, float(prior), aliases_in(aliases))


def check_header(path: Path) -> None:
    """Raise `BaseError` unless the file's own header says that it is a base."""
    try:
        if not path.is_file():
            raise BaseError(f"{path} is no ordinary file.")
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise BaseError(f"The base {path} cannot be read: {error.strerror}.") from error
    if not head.startswith(b"SQLite format 3\0") or int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise BaseError(f"{path} is not a base of entries. It was left as it is.")
    if int.from_bytes(head[60:64]) > VERSION:
        raise BaseError(f"{path} was written by a later version of the program.")


def _check_tables(path: Path, connection: sqlite3.Connection) -> None:
    """Raise `BaseError` where a file has other tables than a base has, or anything that runs when it is read."""
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'words\\_%' ESCAPE '\\'"))
    kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM sqlite_master")}
    if {*filter(None, made.values())} != {*TABLES, INDEX} or not kinds <= {"table", "index"}:
        raise BaseError(f"{path} has other tables than a base of entries. It was left as it is.")
