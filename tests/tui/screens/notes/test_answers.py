"""Questions answered at the keys: what the screen says, what u takes back, and what whoever asked is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import at, make
from textual.pilot import Pilot

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries.people.notes import notes
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.notes.screen import NotesScreen
from annotator.tui.widgets.line import Line


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which ana asked about a place, and about the article."""
    store, key = make(tmp_path / "p.db")
    with store:
        ana = AnnotationSession(store, key, "ana")
        ana.load()
        ana.comment("A town or its council?", at("Valdora", "GPE"))
        ana.move(at("Valdora", "GPE").start)
        ana.accept()
        ana.comment("Is it news?")
    return tmp_path / "p.db"


@pytest.fixture
async def lea(path: Path) -> AsyncIterator[Pilot[None]]:
    """The lead at the open questions."""
    with Store.open(path) as store:
        app = AnnotatorApp(store, "lea", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            app.notes(reviewing=True)
            await pilot.pause()
            yield pilot


def screen(pilot: Pilot[None]) -> NotesScreen:
    found = pilot.app.screen
    assert isinstance(found, NotesScreen)
    return found


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#facts", Line).render())


def listed(pilot: Pilot[None]) -> list[str]:
    return [one.words for one in screen(pilot)._shown]


async def test_an_answer_closes_and_is_taken_back(lea: Pilot[None]) -> None:
    assert listed(lea) == ["Is it news?", "A town or its council?"]
    await lea.press("down", "a", *"Its council.", "enter")
    await lea.pause()
    assert "Answered, and closed." in said(lea)
    assert listed(lea) == ["Is it news?"]
    await lea.press("tab")
    assert listed(lea) == ["A town or its council?"]
    shown = "\n".join(screen(lea).rows.render_line(y).text for y in range(6))
    assert "✓ lea: Its council. · “Valdora”" in shown
    await lea.press("u")
    assert "The answer is taken back." in said(lea)
    assert listed(lea) == []
    await lea.press("r", "x")
    assert listed(lea) == []
    await lea.press("shift+tab")
    assert len(listed(lea)) == 2
    await lea.press("x")
    assert "Closed." in said(lea)
    await lea.press("a", "escape", "tab", "tab", "tab", "a", *" ", "enter")
    assert len(screen(lea)._all) == 2


async def test_an_answer_becomes_an_example_of_the_guideline(lea: Pilot[None]) -> None:
    await lea.press("percent_sign")
    assert "about the whole article" in said(lea)
    await lea.press("down", "a", *"A town.", "enter", "tab", "percent_sign")
    assert "GPE has 1 example: “Valdora” is an example of it" in said(lea)
    label = screen(lea).store.scheme().label("GPE")
    assert label is not None
    assert label.examples[0].endswith(" A town.")


async def test_u_takes_an_answer_back_in_an_article_too(lea: Pilot[None], path: Path) -> None:
    await lea.press("a", *"Yes.", "enter")
    await lea.pause()
    lea.app.annotate(screen(lea)._all[0].key)  # type: ignore[attr-defined]
    await lea.pause()
    assert isinstance(lea.app.screen, AnnotateScreen)
    await lea.press("u")
    assert "The answer is taken back." in said(lea)
    with Store.open(path) as store:
        assert len([one for one in notes(store, "lea") if one.asks]) == 2


async def test_whoever_asked_is_told_in_the_library_and_answers_back(path: Path) -> None:
    with Store.open(path) as store:
        app = AnnotatorApp(store, "lea", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            app.notes(reviewing=True)
            await pilot.pause()
            await pilot.press("a", *"Yes.", "enter")
            await pilot.pause()
        app = AnnotatorApp(store, "ana", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)
            assert "1 new answer to you · @ shows it" in said(pilot)
            await pilot.press("at")
            await pilot.pause()
            assert listed(pilot) == ["Is it news?"]
            await pilot.press("a", *"Even in May?", "enter")
            await pilot.pause()
            assert "open again" in said(pilot)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("q")
            await pilot.pause()
            await pilot.press("q")
            await pilot.pause()
            assert "new answer" not in said(pilot)
