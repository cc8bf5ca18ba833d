"""A reviewer settles two published annotations of the same articles, in sessions and at keys; the newer is right."""

from __future__ import annotations

from pathlib import Path

from support.reviewer import assert_gold, at_the_keys, in_sessions
from support.revisions import make, published
from support.shared import DATA

from annotator.storage.queries.review_queue import waiting
from annotator.storage.store import Store

FILE = DATA / "multi" / "gum_news_revisions.jsonl"
OLD, NEW = "gum-V8.0.0", "gum-V11.1.0+"


def test_the_newer_revision_becomes_gold_at_one_key_a_conflict(tmp_path: Path) -> None:
    newer = make(tmp_path / "gum.db", published(FILE, (OLD, NEW)), NEW)
    with Store.open(tmp_path / "gum.db") as store:
        keys, conflicts = in_sessions(store, NEW)
        assert conflicts > 10
        assert keys == conflicts
        assert waiting(store) == []
        assert_gold(store, newer, NEW)


def test_the_newer_revision_becomes_gold_for_hardly_more_than_a_key_a_conflict(tmp_path: Path) -> None:
    newer = make(tmp_path / "gum.db", published(FILE, (OLD, NEW)), NEW)
    keys, conflicts = at_the_keys(tmp_path / "gum.db", NEW)
    assert conflicts > 10
    assert keys <= 1.3 * conflicts, f"{keys} keys for {conflicts} conflicts"
    print(f"{keys} keys for {conflicts} conflicts: {keys / conflicts:.2f} a conflict")
    with Store.open(tmp_path / "gum.db") as store:
        assert_gold(store, newer, NEW)
