"""Another project as it lies there, or a copy of it: whatever is taken of it is read from one moment.

Its file is never touched. Where it shares its pages with ours, it is read in its place, and only what is on other pages
is looked at. Else it is read into a copy, which is checked and brought into the present form first.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import NewerProject, NotAProject
from annotator.storage import connection as sqlite
from annotator.storage.maintenance.merging.pages import Roots, rows_apart
from annotator.storage.maintenance.scheme import settle
from annotator.storage.migrations import VERSION
from annotator.storage.schema import schema_faults
from annotator.storage.store import Store
from annotator.work_folder import work_folder

_PAGES = 8_192  # 32 MB of each file


@dataclass(frozen=True, slots=True)
class Theirs:
    """Another project; its connection knows ours as `ours`. All news is in `articles`, row ids there, ascending."""

    store: Store
    articles: Sequence[int]


@contextmanager
def snapshot(store: Store, path: Path) -> Iterator[Theirs]:
    """Another project as it is now. Raises `NoProject`, `NotAProject`, `NewerProject` or `ProjectBusy`."""
    sqlite.check_file(path)
    with sqlite.sentences(path), closing(sqlite.connect_to_read(path)) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise NewerProject(f"{path} was written by a newer version of annotator; nothing was merged.")
        with _sound(path):
            apart = _articles_apart(store, conn, path) if version == VERSION else None
            if apart is not None:
                yield Theirs(Store(path, conn), apart)
                return
        with _copy(conn, path) as other:
            apart = _articles_apart(store, other.conn, other.path)
            yield Theirs(other, _all_articles(other, path) if apart is None else apart)


def _lies_still(conn: sqlite3.Connection, path: Path) -> bool:
    """Whether all of a project is in its file, and its tables are tables."""
    logs = (path.with_name(f"{path.name}-{ending}") for ending in ("wal", "journal"))
    return not schema_faults(conn).dangerous and not any(log.exists() and log.stat().st_size for log in logs)


def _articles_apart(store: Store, conn: sqlite3.Connection, path: Path) -> list[int] | None:
    """The articles of theirs of which a row is on a page that ours has not; None where that cannot be told.

    From here on the connection knows both files, and, where that can be told, sees them as they are at this moment.
    """
    conn.execute("ATTACH ? AS ours", (str(store.path.absolute()),))
    for name in ("main", "ours"):
        conn.execute(f"PRAGMA {name}.cache_size = {_PAGES}")
    conn.execute("PRAGMA query_only = OFF")  # there are tables in memory; the file itself was opened to be read
    if not _lies_still(conn, path):
        return None
    conn.execute("BEGIN")
    unsettled = conn.execute("SELECT unsettled FROM main.project UNION SELECT unsettled FROM ours.project").fetchall()
    store.conn.execute("SELECT 1 FROM project").fetchone()  # else a schema that is to be read anew locks the tables
    _, logged, in_file = store.conn.execute("PRAGMA wal_checkpoint").fetchone()
    rows = None
    if unsettled == [("",)] and logged == in_file:
        rows = rows_apart(store.path.absolute(), path.absolute(), _roots(conn, "ours"), _roots(conn, "main"))
    if rows is None:
        conn.execute("COMMIT")
        return None
    of_decisions = {
        article
        for seq in rows.pop("decisions", ())
        for (article,) in conn.execute("SELECT article FROM main.decisions WHERE seq = ?", (seq,))
    }
    return sorted(of_decisions.union(*rows.values()))


def _all_articles(other: Store, path: Path) -> array[int]:
    """All articles of a copy, which SQLite finds sound. Raises `NotAProject`."""
    if other.conn.execute("PRAGMA main.quick_check").fetchone()[0] != "ok":
        raise NotAProject(f"{path} is damaged; nothing was merged. `annotator doctor` says more.")
    return array("q", (one for (one,) in other.conn.execute("SELECT id FROM main.articles ORDER BY id")))


def _roots(conn: sqlite3.Connection, side: str) -> Roots:
    rows = conn.execute(f"SELECT name, rootpage FROM {side}.sqlite_master WHERE rootpage > 0")
    return {**dict(rows), "sqlite_master": 1}


@contextmanager
def _copy(conn: sqlite3.Connection, path: Path) -> Iterator[Store]:
    """A copy of a project, page by page where it has the present form, else brought into it."""
    with work_folder("annotator-merge-") as folder:
        copy = folder / "other.db"
        with closing(sqlite3.connect(copy)) as target:
            conn.backup(target)
        with _renamed(copy, path):
            store = Store.open(copy)
        with store, _sound(path), _renamed(copy, path):
            settle(store)
            store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            yield store


@contextmanager
def _renamed(copy: Path, path: Path) -> Iterator[None]:
    """Say of a project what is said of its copy."""
    try:
        yield
    except NotAProject as error:
        raise NotAProject(str(error).replace(str(copy), str(path))) from error


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say of a project that holds what no project can hold that it is none."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAProject(f"{path} holds what makes no sense ({error}); nothing was merged.") from error
