"""Orders of the queue: what comes first, and that nothing done comes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.article import Article
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.next_article import next_for
from annotator.storage.queries.coming.orders import ORDERS
from annotator.storage.store import Store


@pytest.fixture
def keys(tmp_path: Path) -> list[str]:
    articles = [Article.of(f"Ana met Bo in Rome, part {number}.") for number in range(4)]
    with Store.create(tmp_path / "p.db") as store, store.write():
        for number, article in enumerate(articles):
            store.add_article(article, f"2026-01-01T00:00:00.00000{number}Z")
            store.add_suggestions(article.key, "m", [(0, 3, "PERSON", [0.9, 0.2, 0.8, 0.7][number])])
        store.add_suggestions(articles[2].key, "n", [(0, 7, "ORG", 0.9)])
    return [article.key for article in articles]


@pytest.mark.parametrize(("order", "first"), [("file", 0), ("uncertain", 1), ("disputed", 2)])
def test_what_comes_first(tmp_path: Path, keys: list[str], order: str, first: int) -> None:
    with Store.open(tmp_path / "p.db") as store:
        assert next_for(store, "ana", order=order) == keys[first]


@pytest.mark.parametrize("order", ["file", *ORDERS])
def test_every_article_comes_once(tmp_path: Path, keys: list[str], order: str) -> None:
    came: list[str] = []
    with Store.open(tmp_path / "p.db") as store:
        while key := next_for(store, "ana", came[-1] if came else None, order):
            AnnotationSession(store, key, "ana").finish()
            came.append(key)
            assert len(came) <= len(keys)
    assert sorted(came) == sorted(keys)
