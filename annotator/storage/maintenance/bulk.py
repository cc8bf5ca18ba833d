"""Many articles at once: one statement that passes over what is known, one wait for the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from annotator.domain.article import Article
from annotator.storage.connection import sentences
from annotator.storage.rows import ARTICLE_COLUMNS, article_row
from annotator.storage.store import Store

_INSERT = (
    f"INSERT INTO articles ({ARTICLE_COLUMNS}, length, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (key) DO NOTHING"
)
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


def set_language(store: Store, keys: Iterable[str], language: str) -> int:
    """Have these articles in a language, inside a `write()`; gives how many were in another."""
    rows = ((language, key, language) for key in keys)
    return store.conn.executemany("UPDATE articles SET language = ? WHERE key = ? AND language <> ?", rows).rowcount


def add_articles(store: Store, articles: Sequence[tuple[Article, str]]) -> set[str]:
    """Add articles, each with when it was added (UTC), inside a `write()`; gives the keys that are new."""
    conn = store.conn
    first = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0]
    rows = ((*article_row(article), len(article.text), added) for article, added in articles)
    made = conn.executemany(_INSERT, rows).rowcount if articles else 0
    texts = {article.key: article.text for article, _ in articles}
    keys: Iterable[str] = texts
    if made < len(articles):
        keys = [key for (key,) in conn.execute("SELECT key FROM articles WHERE id >= ? ORDER BY id", (first,))]
    conn.executemany("INSERT INTO texts VALUES (?, ?)", ((id_, texts[key]) for id_, key in enumerate(keys, first)))
    return set(keys)
