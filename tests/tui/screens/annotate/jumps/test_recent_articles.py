"""The list of the articles one was in lately."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import make

from annotator.config import Settings
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.jumps.recent_articles import RecentArticles
from annotator.tui.screens.annotate.screen import AnnotateScreen


@pytest.mark.parametrize(
    "keys", [("1",), ("enter",), ("j", "k", "enter"), ("9", "1"), ("escape", "less_than_sign", "1")]
)
async def test_a_digit_opens_the_article_one_was_in_before(tmp_path: Path, keys: tuple[str, ...]) -> None:
    store, first = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await pilot.press("less_than_sign")
        assert screen.message[0] == "You were in no other article yet."
        await pilot.press("tab", "space", "n", "less_than_sign")
        assert isinstance(app.screen, RecentArticles)
        options = app.screen.query_one("OptionList")
        assert "1  Harbour Workers’ Union opens talks" in options.render_line(0).text
        assert "begun" in options.render_line(0).text
        assert "1 span" in options.render_line(0).text
        await pilot.press(*keys)
        assert app.screen is screen
        assert screen.session.key == first
        await pilot.press("ctrl+o")
        assert screen.session.key != first
    store.close()
