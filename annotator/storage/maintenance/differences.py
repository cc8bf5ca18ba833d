"""What of another project is news here, found before anything is locked, so that others wait for no more than that.

The other project is a copy of our own making (see `merge.snapshot`); SQLite compares the two files itself.
Row ids of articles never change, so what is found here still holds when it is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.domain.article import article_key
from annotator.errors import NotAProject
from annotator.storage.maintenance.row_ids import RowIds
from annotator.storage.rows import ARTICLE_COLUMNS, DECISION
from annotator.storage.store import Store

_PAGES = 8_192  # 32 MB of each
_ABOUT = ", ".join(["added", "archived", *ARTICLE_COLUMNS.split(", ")])


@dataclass(frozen=True, slots=True)
class Differences:
    """Their row ids, and ours for those articles that are here: what has to be looked at of the rest.

    `articles` are new here or described otherwise, of `tokens`, `suggested` and `suggestions` something is to be
    taken; `decisions` are the numbers of those that are new.
    """

    ids: RowIds
    articles: frozenset[int]
    tokens: frozenset[int]
    suggested: frozenset[int]
    suggestions: frozenset[int]
    decisions: frozenset[int]


@contextmanager
def beside(store: Store, other: Store) -> Iterator[None]:
    """In this block, SQLite knows the other project as `theirs`."""
    (before,) = store.conn.execute("PRAGMA main.cache_size").fetchone()
    store.conn.execute("ATTACH ? AS theirs", (str(other.path),))
    try:
        for name in ("main", "theirs"):
            store.conn.execute(f"PRAGMA {name}.cache_size = {_PAGES}")
        yield
    finally:
        store.conn.execute("DETACH theirs")
        store.conn.execute(f"PRAGMA main.cache_size = {before}")


def check_texts(other: Store) -> None:
    """Raise `ValueError` where a text of theirs is not the one its key was made of."""
    for key, length, text in other.conn.execute("SELECT key, length, text FROM articles JOIN texts ON article = id"):
        if article_key(text) != key or len(text) != length:
            raise ValueError(f"the text of article {key!r} is not its own")


def check_decisions(store: Store) -> None:
    """Raise `NotAProject` where one id stands for two decisions: an id is handed out once, so that is no work of ours.

    Labels are left out, because they may have been mapped when one was taken.
    """
    columns = [f'"{name}"' for name in DECISION.split(", ") if name not in ("label", "was_label", "note")]
    one, same = (", ".join(f"{side}.{column}" for column in columns) for side in ("one", "same"))
    row = store.conn.execute(
        "SELECT one.id FROM theirs.decisions AS one JOIN main.decisions AS same ON same.id = one.id "
        "JOIN theirs.articles AS theirs ON theirs.id = one.article "
        "JOIN main.articles AS ours ON ours.id = same.article "
        f"WHERE ({one}) IS NOT ({same}) OR ours.key != theirs.key "
        "OR (one.action != 'ruled' AND one.note IS NOT same.note) LIMIT 1"
    ).fetchone()
    if row:
        raise NotAProject(
            f"The decision {row[0]} is another one there than here: one of the files was changed by hand. "
            "Nothing was merged."
        )


def differences(store: Store, present: Callable[[str], str]) -> Differences:
    """What is news of the project that is `beside` this one; `present` is the name here of a label of theirs."""

    def found(query: str) -> frozenset[int]:
        return frozenset(number for (number,) in store.conn.execute(query).fetchall())

    conn = store.conn
    ours, theirs = (", ".join(f"{side}.{name}" for name in _ABOUT.split(", ")) for side in ("ours", "theirs"))
    known = "theirs.articles AS theirs LEFT JOIN main.articles AS ours ON ours.key = theirs.key"
    with _temporary(conn, "known_ids", f"SELECT theirs.id AS theirs, ours.id AS ours FROM {known}"), _temporary(
        conn, "known_sources",
        "SELECT theirs.id AS theirs, ours.id AS ours FROM theirs.sources AS theirs "
        "LEFT JOIN main.sources AS ours USING (name)",
    ):  # fmt: skip
        return Differences(
            RowIds(conn.execute("SELECT theirs, ours FROM known_ids WHERE ours IS NOT NULL ORDER BY theirs")),
            found(f"SELECT theirs.id FROM {known} WHERE ours.id IS NULL OR ({ours}) IS NOT ({theirs})"),
            found(
                f"SELECT one.article FROM theirs.tokens AS one {_OF_ONE} LEFT JOIN main.tokens AS same "
                "ON same.article = ids.ours WHERE same.article IS NULL "
                "OR (one.name, one.edges) < (same.name, same.edges)"
            ),
            found(
                f"SELECT DISTINCT one.article FROM theirs.suggested AS one {_OF_ONE} {_ITS_SOURCE} "
                "LEFT JOIN main.suggested AS same ON same.article = ids.ours AND same.source = sources.ours "
                "WHERE same.article IS NULL"
            ),
            found(
                f"SELECT DISTINCT one.article FROM theirs.suggestions AS one {_OF_ONE} {_ITS_SOURCE} "
                "LEFT JOIN main.suggestions AS same ON same.article = ids.ours AND same.source = sources.ours "
                f'AND same.start = one.start AND same."end" = one."end" AND same.label = {_present(conn, present)} '
                "WHERE same.article IS NULL OR coalesce(one.score, -1) > coalesce(same.score, -1)"
            ),
            found(
                "SELECT one.seq FROM theirs.decisions AS one LEFT JOIN main.decisions AS same ON same.id = one.id "
                "WHERE same.id IS NULL"
            ),
        )


_OF_ONE = "JOIN temp.known_ids AS ids ON ids.theirs = one.article"
_ITS_SOURCE = "LEFT JOIN temp.known_sources AS sources ON sources.theirs = one.source"


@contextmanager
def _temporary(conn: sqlite3.Connection, name: str, query: str) -> Iterator[None]:
    """In this block, a table of row ids of theirs and of ours, which is looked up by theirs."""
    conn.execute(f"CREATE TEMP TABLE {name} (theirs INTEGER PRIMARY KEY, ours INTEGER)")
    try:
        conn.execute(f"INSERT INTO {name} (theirs, ours) {query}")
        yield
    finally:
        conn.execute(f"DROP TABLE temp.{name}")


def _present(conn: sqlite3.Connection, present: Callable[[str], str]) -> str:
    """The name here of a label of theirs, in SQL: they are few, and most have the same one."""
    labels = [label for (label,) in conn.execute("SELECT DISTINCT label FROM theirs.suggestions")]
    if all(present(label) == label for label in labels):
        return "one.label"
    conn.create_function("present", 1, present, deterministic=True)
    return "present(one.label)"
