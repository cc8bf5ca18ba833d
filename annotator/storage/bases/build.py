"""How the file of a base is made of what was gathered: the entries in the order of their priors, then what follows.

Memory is bounded: whatever is sorted is sorted on the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotator.domain.linking.words import initials_in, lookup_form, words_in
from annotator.progress import ProgressCallback
from annotator.storage.bases.draft import Draft
from annotator.storage.bases.rows import aliases_in
from annotator.storage.bases.tables import APPLICATION_ID, INDEX, TABLES, VERSION

_ENTRIES = (
    "INSERT INTO entries (key, name, about, kind, prior, aliases) "
    "SELECT key, name, coalesce(about, ''), coalesce(kind, ''), prior, coalesce(aliases, '[]') "
    "FROM draft.said ORDER BY coalesce(prior, 0) DESC, length(name), key"
)
_NAMES = "INSERT INTO names SELECT name, prior, entry, own FROM draft.names ORDER BY name, prior DESC, entry"
_TELL_EVERY = 1_000


def build(draft: Draft, path: Path, progress: ProgressCallback) -> tuple[int, int]:
    """Write a new file of what a draft holds, which is settled; gives the numbers of entries and of names."""
    draft.conn.execute("COMMIT")
    draft.close()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS draft", (str(draft.path),))
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(table)
        connection.execute(_ENTRIES)
        connection.execute(INDEX)
        ((entries,),) = connection.execute("SELECT count(*) FROM entries")
        connection.executemany("INSERT INTO draft.names VALUES (?, ?, ?, ?)", _names(connection, entries, progress))
        names = connection.execute(_NAMES).rowcount
        connection.executemany(
            "INSERT INTO words (rowid, names, about, initials) VALUES (?, ?, ?, ?)", _words(connection)
        )
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("INSERT INTO counts VALUES (?, ?)", (entries, names))
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.close()
    return entries, names


def _names(
    connection: sqlite3.Connection, of: int, progress: ProgressCallback
) -> Iterator[tuple[str, float, int, bool]]:
    """Every name of every entry as it is looked up, once, with how often the entry is meant by it."""
    for number, name, prior, aliases in connection.execute("SELECT id, name, prior, aliases FROM entries ORDER BY id"):
        found = {lookup_form(name): (prior or 0.0, True)}
        for one in aliases_in(aliases):
            form, often = lookup_form(one.name), (prior or 0.0) if one.prior is None else one.prior
            before = found.get(form, (often, False))
            found[form] = (max(often, before[0]) if one.prior is None else often, before[1])
        for form, (often, own) in found.items():
            if form:
                yield form, often, number, own
        if number % _TELL_EVERY == 0 or number == of:
            progress(number, of)


def _words(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str]]:
    """The words of every entry, each once: of its names, of its description, and the initials of its names."""
    for number, name, about, aliases in connection.execute("SELECT id, name, about, aliases FROM entries ORDER BY id"):
        names = (name, *(alias.name for alias in aliases_in(aliases)))
        words, initials = _each(names, words_in), _each(names, initials_in)
        yield number, words, " ".join(dict.fromkeys(words_in(about))), initials


def _each(names: Iterable[str], part: Callable[[str], Iterable[str]]) -> str:
    return " ".join(dict.fromkeys(word for name in names for word in part(name)))
