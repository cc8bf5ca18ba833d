"""Many articles at once: one look for what is known, one statement for what is new, one wait for the disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from annotator.domain.article import Article
from annotator.storage.connection import sentences
from annotator.storage.rows import ARTICLE_COLUMNS, article_row
from annotator.storage.store import Store

_INSERT = f"INSERT INTO articles (id, {ARTICLE_COLUMNS}, length, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_KNOWN = "SELECT key FROM articles WHERE key IN (SELECT value FROM json_each(?))"


_LARGE = 16_384  # pages: 64 MB


@contextmanager
def in_bulk(store: Store) -> Iterator[None]:
    """In this block, a transaction does not wait for the disk; all of them are on it when the block ends.

    A program that is killed loses none of them, a power cut the last ones, whole.
    """
    conn = store.conn
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute(f"PRAGMA wal_autocheckpoint = {_LARGE}")
    try:
        yield
    finally:
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA wal_autocheckpoint = 1000")
        with sentences(store.path):
            conn.execute("PRAGMA wal_checkpoint")


def add_articles(store: Store, articles: Iterable[tuple[Article, str]]) -> set[str]:
    """Add articles, each with when it was added (UTC), inside a `write()`; gives the keys that are new."""
    by_key = {article.key: (article, added) for article, added in reversed(list(articles))}
    conn = store.conn
    for (key,) in conn.execute(_KNOWN, (json.dumps(list(by_key)),)).fetchall():
        del by_key[key]
    first = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0]
    fresh = sorted(by_key.values(), key=lambda pair: pair[1])
    conn.executemany(
        _INSERT,
        ((first + n, *article_row(article), len(article.text), added) for n, (article, added) in enumerate(fresh)),
    )
    conn.executemany("INSERT INTO texts VALUES (?, ?)", ((first + n, one.text) for n, (one, _) in enumerate(fresh)))
    return set(by_key)
