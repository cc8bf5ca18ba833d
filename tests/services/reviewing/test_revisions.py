"""A reviewer settles two annotations of the same articles; the newer one is right."""

from __future__ import annotations

from pathlib import Path

from support.reviewer import assert_gold, in_sessions
from support.revisions import NEW, make, small

from annotator.storage.queries.review_queue import waiting
from annotator.storage.store import Store


def test_the_newer_revision_becomes_gold_at_one_key_a_conflict(tmp_path: Path) -> None:
    newer = make(tmp_path / "p.db", small(), NEW)
    with Store.open(tmp_path / "p.db") as store:
        assert in_sessions(store, NEW) == (10, 10)
        assert waiting(store) == []
        assert_gold(store, newer, NEW)
