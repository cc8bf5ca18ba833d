from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import project

from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import Key, in_scope
from annotator.tui.screens.common.help import HelpText, help_text
from annotator.tui.screens.library.screen import LibraryScreen

KEYS = list(in_scope("review"))


@pytest.mark.parametrize("width", [30, 40, 64, 120])
def test_what_a_key_does_is_wrapped_under_its_own_column(width: int) -> None:
    lines = help_text("Only what annotators disagree on is walked through.", KEYS, width).plain.split("\n")
    assert max(map(len, lines)) <= max(width, 34)
    groups = {key.group for key in KEYS}
    rows = lines[lines.index("Rule") :]
    for row in rows:
        assert not row or row in groups or row.startswith("  ")
    behind = rows[rows.index(next(row for row in rows if " 1-9 " in row)) + 1]
    assert behind.startswith(" " * 17) == (width < 64)
    assert " ".join(" ".join(rows).split()).count("Take the version of that number and go on") == 1


def test_keys_longer_than_their_column_and_actions_without_one() -> None:
    long = Key("a", "ctrl+shift+left,ctrl+shift+right", "x", "x", "Go far", "Go")
    shown = help_text("", [long, Key("b", "", "y", "y", "Hidden", "Go")], 60).plain
    assert "  ctrl+shift+← ctrl+shift+→ Go far" in shown
    assert "Hidden" not in shown


def test_what_the_words_on_the_screen_mean_stands_last() -> None:
    shown = help_text("", KEYS, 60, [("rival", "another suggestion for the same place")]).plain.split("\n")
    assert shown[-2:] == ["Words", "  rival          another suggestion for the same place"]


async def test_the_whole_text_can_be_scrolled_to(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(40, 12)) as pilot:
            await pilot.press("question_mark")
            await pilot.pause()
            text = pilot.app.screen.query_one(HelpText)
            assert text.size.height == len(text.render().plain.split("\n"))


async def test_what_is_typed_finds_keys_by_their_sign_and_by_what_they_do(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(80, 24)) as pilot:
            await pilot.press("question_mark")
            await pilot.pause()
            text = pilot.app.screen.query_one(HelpText)
            whole = text.render().plain
            await pilot.press(*"Sort", "space", *"dat")
            await pilot.pause()
            rows = [row for row in text.render().plain.split("\n") if row.strip()]
            assert rows[0] == "Library"
            assert rows[1].split()[:2] == ["s", "Sort"]
            assert text.size.height == len(text.render().plain.split("\n"))
            await pilot.press(*"xyz")
            assert text.render().plain.startswith("No key of this screen does that; ctrl+p")
            await pilot.press("escape")
            assert text.render().plain == whole
            await pilot.press("*", "backspace", "escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_help_of_the_library_and_of_the_dashboard_explain_their_words(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(80, 24)) as pilot:
            await pilot.press("question_mark", *"later")
            await pilot.pause()
            assert "◷ later" in pilot.app.screen.query_one(HelpText).render().plain
            await pilot.press("escape", "escape", "d")
            await pilot.pause()
            await pilot.press("question_mark", *"unread")
            await pilot.pause()
            assert "accepted unread" in pilot.app.screen.query_one(HelpText).render().plain
