"""A reviewer at the keys: two annotations of the same articles are settled; the newer is right."""

from __future__ import annotations

from pathlib import Path

from support.reviewer import assert_gold, at_the_keys
from support.revisions import NEW, make, small

from annotator.storage.store import Store


def test_the_newer_revision_becomes_gold_at_a_key_a_conflict(tmp_path: Path) -> None:
    newer = make(tmp_path / "p.db", small(), NEW)
    keys, conflicts = at_the_keys(tmp_path / "p.db", NEW)
    assert conflicts == 10
    assert keys == conflicts + 2  # the articles on which all agree are approved together
    with Store.open(tmp_path / "p.db") as store:
        assert_gold(store, newer, NEW)
