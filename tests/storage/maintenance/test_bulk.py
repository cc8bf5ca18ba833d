"""Writing in bulk: what is added, and that a project waits for the disk again afterwards."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from annotator.domain.article import Article
from annotator.storage.maintenance.bulk import add_articles, in_bulk
from annotator.storage.store import Store


def waits(store: Store) -> tuple[int, int]:
    """How durable a transaction is, and after how many pages the log is put into the file."""
    return tuple(store.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "wal_autocheckpoint"))


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_project_waits_for_the_disk_before_and_after(ends_well: bool, tmp_path: Path) -> None:
    article = Article.of("One two three.")
    with Store.create(tmp_path / "p.db") as store:
        before = waits(store)
        with nullcontext() if ends_well else pytest.raises(KeyboardInterrupt), in_bulk(store):
            assert waits(store) != before
            with store.write():
                assert add_articles(store, [(article, "2026-01-01T00:00:00Z")]) == {article.key}
            if not ends_well:
                raise KeyboardInterrupt
        assert waits(store) == before == (2, 1000)
        assert store.article(article.key).text == article.text


def test_the_same_article_twice_is_added_once_under_the_first_time(tmp_path: Path) -> None:
    article = Article.of("One two three.")
    with Store.create(tmp_path / "p.db") as store:
        with store.write():
            assert add_articles(store, [(article, "2026-01-01T00:00:00Z"), (article, "2026-01-02T00:00:00Z")])
        with store.write():
            assert add_articles(store, [(article, "2026-01-03T00:00:00Z")]) == set()
        assert store.conn.execute("SELECT added FROM articles").fetchall() == [("2026-01-01T00:00:00Z",)]
