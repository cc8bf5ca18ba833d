"""The store: what was taken back is forgotten, and a project that cannot be used is said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.article import Article
from annotator.errors import NewerProject, NoProject, NotAProject
from annotator.storage.store import Store

WHEN = "2026-01-01T00:00:00.000000Z"


def test_an_article_that_was_taken_back_can_be_added_again(tmp_path: Path) -> None:
    article = Article.of("Ana met Bo.")
    with Store.create(tmp_path / "p.db") as store:
        with pytest.raises(RuntimeError), store.write():
            store.add_article(article, WHEN)
            store.add_suggestions(article.key, "m", [(0, 3, "PERSON", 0.5)])
            raise RuntimeError
        with store.write():
            assert store.add_article(Article.of("Another came first."), WHEN)
            assert store.add_article(article, WHEN)
            store.add_suggestions(article.key, "m", [(0, 3, "PERSON", 0.5)])
        assert len(list(store.suggestions(article.key))) == 1


def test_what_is_no_project_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(NoProject):
        Store.open(tmp_path / "none.db")
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0" + b"\0" * 200)
    before = other.read_bytes()
    with pytest.raises(NotAProject):
        Store.open(other)
    assert other.read_bytes() == before


def test_a_newer_project_is_refused_and_an_article_is_found_by_the_beginning_of_its_key(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with Store.create(path) as store:
        article = Article.of("Ana met Bo.")
        with store.write():
            store.add_article(article, WHEN)
        assert store.resolve(article.key[:6]) == article.key
        with pytest.raises(NoProject, match="No article"):
            store.resolve("zz")
        store.conn.execute("PRAGMA user_version = 9999")
    with pytest.raises(NewerProject):
        Store.open(path)
