"""The palette finds what has the words, and only where nothing has them what has their letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import project
from textual.command import Hit

from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.palette_entries import KeyCommands


@pytest.mark.parametrize(
    ("typed", "first", "most"),
    [
        ("set", "Settings", 3),
        ("se", "Se", 99),
        ("col", "Choose the columns", 9),
        ("goal today", "Show what you have done today, against your goal", 1),
        ("sttngs", "Settings", 9),
        ("changed between two tags", "Show what changed", 1),
        ("shift+↓", "Mark from here down", 1),
    ],
)
async def test_what_has_the_words_is_found_alone(tmp_path: Path, typed: str, first: str, most: int) -> None:
    with project(tmp_path / "p.db") as store:
        app = AnnotatorApp(store, "eva", suggest=False)
        async with app.run_test() as pilot:
            await pilot.pause()
            hits = [hit async for hit in KeyCommands(app.screen).search(typed) if isinstance(hit, Hit)]
    hits.sort(key=lambda hit: -hit.score)
    assert str(hits[0].text).startswith(first)
    assert len(hits) <= most


async def test_what_has_neither_words_nor_letters_is_not_found(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        app = AnnotatorApp(store, "eva", suggest=False)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert [hit async for hit in KeyCommands(app.screen).search("zzqqzz")] == []
