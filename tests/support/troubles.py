"""What keeps an open project from being written, as long as a `with` lasts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from annotator.storage.store import Store


@contextmanager
def full(store: Store) -> Iterator[None]:
    """The disk has no room for a page more, nor the file one that is free."""
    (pages,) = store.conn.execute("PRAGMA page_count").fetchone()
    store.conn.execute(f"PRAGMA max_page_count = {pages}")
    store.conn.execute("CREATE TEMP TRIGGER full AFTER INSERT ON places BEGIN "
                       "INSERT INTO sources (name) VALUES (hex(randomblob(20000))); END")  # fmt: skip
    yield
    store.conn.execute("DROP TRIGGER full")
    store.conn.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program writes for long."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
