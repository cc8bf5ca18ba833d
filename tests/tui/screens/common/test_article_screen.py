"""What annotating and reviewing have in common does the same in both: undo across them, and the way back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from bench.big import text_of
from support.teams import finish, project, put
from textual.pilot import Pilot

from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.common.article_screen import ArticleScreen

SPAN = Span(0, 3, "PER")
Walk = tuple[Pilot[None], AnnotatorApp, str]
Open = Callable[[AnnotatorApp, str], None]
OPEN: dict[str, Open] = {"annotate": AnnotatorApp.annotate, "review": AnnotatorApp.review}


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    with project(tmp_path / "p.db") as store:
        keys = [put(store, f"{name} was here.\n\n{text_of(600)}") for name in ("Ada", "Bob")]
        for key in keys:
            finish(store, key, {"ana": [SPAN], "ben": [SPAN.labelled("ORG")]})
        app = AnnotatorApp(store, "rita", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            yield pilot, app, keys[0]


async def opened(walk: Walk, screen: str) -> ArticleScreen:
    pilot, app, key = walk
    OPEN[screen](app, key)
    await pilot.pause()
    shown = app.screen
    assert isinstance(shown, ArticleScreen)
    assert screen == shown.SCOPE
    return shown


@pytest.mark.parametrize(("here", "key", "there"), [("annotate", "P", "review"), ("review", "1", "annotate")])
async def test_what_was_done_elsewhere_is_not_taken_back_but_said(walk: Walk, here: str, key: str, there: str) -> None:
    pilot, app, _ = walk
    await opened(walk, here)
    await pilot.press(key)
    before = app.store.last_step("rita")
    other = await opened(walk, there)
    await pilot.press("u")
    assert "u takes it back where you" in other.message[0]
    assert before == app.store.last_step("rita") is not None
    await pilot.press("q")
    await pilot.press("u")
    assert app.store.last_step("rita") is None


@pytest.mark.parametrize("screen", OPEN)
async def test_who_comes_back_to_an_article_sees_what_they_saw(walk: Walk, screen: str) -> None:
    pilot, _, _ = walk
    shown = await opened(walk, screen)
    await pilot.press("pagedown", "pagedown")
    before = shown.session.key, shown.session.cursor, shown.view.scroll_anchor
    assert shown.view.scroll_anchor > 0
    for _ in range(2):  # also where nothing is done there in between
        await pilot.press("n", "p")
        assert (shown.session.key, shown.session.cursor, shown.view.scroll_anchor) == before
