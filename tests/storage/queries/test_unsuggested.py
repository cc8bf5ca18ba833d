"""What is still to be suggested for, of all articles or of those that are named."""

from __future__ import annotations

from pathlib import Path

from support.teams import project, put

from annotator.storage.queries.unsuggested import unsuggested, unsuggested_languages


def test_only_articles_that_are_named_and_lack_a_source(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        keys = [put(store, f"Text number {number} .") for number in range(4)]
        with store.write():
            store.add_suggestions(keys[0], "spacy:x-1", [])

        def found(named: list[str], *, redo: bool = False) -> list[str]:
            rows = [key for key, _ in unsuggested(store, ["spacy:x-1"], redo=redo, keys=named)]
            languages = unsuggested_languages(store, ["spacy:x-1"], redo=redo, keys=named)
            assert sum(languages.values()) == len(rows)
            return rows

        assert found([]) == keys[1:]
        assert found(keys[:2]) == keys[1:2]
        assert found(keys[:2], redo=True) == keys[:2]
