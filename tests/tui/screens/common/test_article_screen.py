"""What annotating and reviewing have in common does the same in both: undo across them, and the way back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from bench.big import text_of
from support.corpus import corpus
from support.teams import finish, project, put
from textual.pilot import Pilot

from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.services.finding.fix import Fix, fix
from annotator.services.finding.places import find
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.doctor import examine
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens import long_work
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


@pytest.mark.parametrize("screen", OPEN)
async def test_a_step_over_many_articles_is_taken_back_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    store, keys = corpus(tmp_path / "p.db", *({"ana": f"[Caloi|PERSON] {number}"} for number in range(40)))
    fix(store, find(store, of_words("Caloi")), Fix("ORG", "ana", "ana"))

    def fixed() -> int:
        return sum(span.label == "ORG" for key in keys for span in store.layer(key, "ana").layer.spans)

    monkeypatch.setattr(short_writes, "_AIM", 0.0)
    monkeypatch.setattr(long_work, "_PAUSE", 0.2)
    app = AnnotatorApp(store, "ana", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        shown = await opened((pilot, app, keys[3]), screen)
        await pilot.press("u")
        assert shown.message[0] == "12 of 40 articles; esc stops."
        await pilot.press("P", "1", "escape")
        assert shown.message[0] == "Stopped; what was done stays, and r brings it back."
        assert 0 < fixed() < 40
        for key, left in (("r", 40), ("u", 0)):
            await pilot.press(key)
            while shown.work.under_way:
                await pilot.pause(0.02)
            assert fixed() == left
        assert shown.message[0] == "Taken back in 40 articles."
        assert shown.session.key == keys[3]
    assert not list(examine(store))
    store.close()
