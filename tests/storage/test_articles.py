"""The suggestions near a place: all of them, found without reading the others."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.storage.store import Store

TEXT = "word " * 2_000
WORDS = [(start, start + 4, "ORG", 0.5) for start in range(0, len(TEXT), 5)]


def project(path: Path) -> tuple[Store, str]:
    article = Article.of(TEXT)
    store = Store.create(path)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, "model", WORDS)
    return store, article.key


def touching(store: Store, key: str, start: int, end: int) -> list[Span]:
    return [one.span for one in store.suggestions_touching(store.overview(key), start, end)]


def steps(store: Store, key: str, start: int) -> int:
    """How many tens of steps SQLite needs to find what touches a word."""
    seen: list[None] = []
    store.conn.set_progress_handler(lambda: seen.append(None), 10)
    touching(store, key, start, start + 4)
    store.conn.set_progress_handler(None, 0)
    return len(seen)


def test_those_near_the_end_are_found_as_fast_as_those_near_the_beginning(tmp_path: Path) -> None:
    store, key = project(tmp_path / "a.db")
    with store:
        touching(store, key, 0, 4)
        assert steps(store, key, len(TEXT) - 5) <= steps(store, key, 50) + 1


def test_a_long_one_that_reaches_in_is_found_whoever_has_stored_it(tmp_path: Path) -> None:
    store, key = project(tmp_path / "a.db")
    with store, Store.open(tmp_path / "a.db") as other:
        word = Span(5_000, 5_004, "ORG")
        assert touching(store, key, 5_001, 5_002) == [word]
        with other.write():
            other.add_suggestions(key, "theirs", [(10, 5_002, "EVENT", None)])
        assert touching(store, key, 5_001, 5_002) == [Span(10, 5_002, "EVENT"), word]
        with store.write():
            store.add_suggestions(key, "ours", [(0, 6_000, "EVENT", None)])
        assert touching(store, key, 5_001, 5_002) == [Span(0, 6_000, "EVENT"), Span(10, 5_002, "EVENT"), word]
