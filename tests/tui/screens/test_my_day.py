"""My day: its figures on a screen of any width, from the library and from an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.desks import make
from support.teams import act, finish, project, put

from annotator.config import Settings
from annotator.domain.decisions import Accepted, Finished
from annotator.domain.span import Span
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.my_day.screen import MyDayScreen

TEXT = "Ada met Bob at Acme in Oslo ."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


@pytest.mark.parametrize("width", [40, 80, 160])
async def test_the_figures_of_today(store: Store, width: int) -> None:
    finish(store, put(store, TEXT), {"ana": [Span(0, 3, "PER")]})
    act(store, put(store, f"{TEXT} 2"), "ana", Accepted(Span(0, 3, "PER"), "m"), Finished())
    app = AnnotatorApp(store, "ana", suggest=False, settings=Settings(goal="4 articles"))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, MyDayScreen)
        shown = str(app.screen.query_one("#day").render())
        assert "finished    2 articles  15 words" in shown
        assert "minutes, pauses left out" in shown
        assert "2 by hand · 0 in bulk" in shown
        assert "keys        1" in shown
        assert "2 of 4 articles" in shown
        assert "█" in shown
        if width >= 80:
            assert "…" not in f"{shown}{app.screen.query_one('#facts').render()}"
        await pilot.press("q")
        assert not isinstance(app.screen, MyDayScreen)


async def test_from_an_article_and_back(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        screen.perform("my_day")
        await pilot.pause()
        assert isinstance(app.screen, MyDayScreen)
        assert 'goal = "20 articles"' in str(app.screen.query_one("#facts").render())
        app.screen.perform("my_day")
        await pilot.press("escape")
        assert app.screen is screen
    store.close()
