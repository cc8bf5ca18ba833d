"""A project as it was before something was taken into it, kept beside it, and put back as long as it is the last thing.

The copy knows what the project looked like afterwards (its *mark*): where anything was done since, it is not put back,
because that would be lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from annotator.errors import ProjectBusy, WrongUsage
from annotator.storage.connection import impatient, sentences
from annotator.storage.maintenance.backup import backup
from annotator.storage.migrations import TABLES
from annotator.storage.store import Store

_DERIVED = {"places", "frontiers", "leases", "likeness", "hashes"}
"""Tables of which nothing is lost that anybody would miss."""
_TIMES = (
    "SELECT max(at) FROM last_words", "SELECT max(at) FROM people", "SELECT sum(revision) FROM layers",
    "SELECT uuid, scheme, guide FROM project", "SELECT max(at) FROM worklist_places",
    "SELECT max(at), max(dropped) FROM worklists", "SELECT group_concat(off || folds) FROM sources",
    "SELECT count(*) FROM steps WHERE state = 'done'", "SELECT max(at) FROM tags",
    "SELECT max(at) FROM strings_aside", "SELECT pushed, role, url FROM sync",
    "SELECT max(last || hash) FROM sync_places",
)  # fmt: skip


def path_before(path: Path) -> Path:
    """Where a project is kept as it was."""
    return path.with_name(f"{path.name}.before-collect")


@contextmanager
def kept_before(store: Store) -> Iterator[Callable[[], bool]]:
    """Keep the project as it is before what is done in this block; gives what tells whether anything was done.

    Where nothing was, what was kept earlier stays. Raises `ProjectBusy`, or `NotAProject` where the project is damaged.
    """
    path = path_before(store.path)
    earlier = path.with_name(f"{path.name}.earlier")
    before = _mark(store)
    if path.is_file():
        with sentences(path):
            path.replace(earlier)
    try:
        backup(store, path, force=True)
        yield lambda: _mark(store) != before
    finally:
        if done := _mark(store) != before:
            earlier.unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)
            if earlier.exists():
                earlier.replace(path)
    if done:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("CREATE TABLE after_it (mark TEXT)")
            copy.execute("INSERT INTO after_it VALUES (?)", (_mark(store),))


def put_back(store: Store) -> None:
    """Have the project be as it was kept, and close it. Raises `WrongUsage` where something was done since.

    Raises `ProjectBusy` where another program has it open.
    """
    path = path_before(store.path)
    if not path.exists():
        raise WrongUsage(f"Nothing is there to be taken back: there is no {path.name} beside the project.")
    with sentences(path), closing(sqlite3.connect(path, isolation_level=None)) as copy:
        if _noted(copy) != _mark(store):
            raise WrongUsage(
                f"Something was done in {store.path.name} since, which would be lost. As it was before is {path.name}."
            )
        _alone(store)
        copy.backup(store.conn)
    store.conn.execute("DROP TABLE after_it")
    store.conn.execute("PRAGMA journal_mode = WAL")
    store.close()
    path.unlink()


def _noted(copy: sqlite3.Connection) -> str:
    """The mark that is noted in a copy, or "" where what was to be done was broken off."""
    if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'after_it'").fetchone():
        return ""
    return str(copy.execute("SELECT mark FROM after_it").fetchone()[0])


def _alone(store: Store) -> None:
    """Have the project for this program alone. Raises `ProjectBusy` where another one has it open."""
    with impatient(store.conn):
        try:
            (mode,) = store.conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = ""
    if mode != "delete":
        raise ProjectBusy(f"{store.path} is open in another program; close it there first.")


def _mark(store: Store) -> str:
    """What a project looks like: how much is in each table, and what changes without being more."""
    counts = [f"SELECT count(*) FROM {table}" for table in TABLES if table not in _DERIVED]
    found = [tuple(row) for query in (*counts, *_TIMES) for row in store.conn.execute(query)]
    return sha256(repr(found).encode()).hexdigest()
