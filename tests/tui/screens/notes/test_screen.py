"""The notes: lists of what was written, by whom and to whom; enter goes to the place, q comes back to the row."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import TEXT, at, make
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.text.moments import local_time
from annotator.services.annotating.session import AnnotationSession
from annotator.services.reviewing.session import ReviewSession
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.withheld import SERVED
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.notes.lines import note_lines
from annotator.tui.screens.notes.screen import NotesScreen
from annotator.tui.screens.review.screen import ReviewScreen


def written(path: Path) -> AnnotatorApp:
    """An app over a project in which ana asked, ben flagged and rita gave an article back."""
    store, key = make(path)
    for name, words in (("ana", "One or two?"), ("ben", "")):
        session = AnnotationSession(store, key, name)
        session.load()
        if words:
            session.comment(words, at("Valdora", "GPE"))
        else:
            session.flag()
        session.finish("accept")
    ReviewSession(store, key, "rita").give_back("ana", "see the names")
    return AnnotatorApp(store, "ana", start="annotate", suggest=False)


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    app = written(tmp_path / "p.db")
    async with app.run_test(size=(100, 30)) as walk:
        await walk.pause()
        yield walk
    app.store.close()


def listed(pilot: Pilot[None]) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    return [f"{one.kind} {one.by}" for one in screen._shown]


async def test_what_was_written_to_me_stands_first_and_tab_shows_the_other_lists(pilot: Pilot[None]) -> None:
    await pilot.press("at")
    assert listed(pilot) == ["return rita"]
    await pilot.press("tab")
    assert listed(pilot) == ["comment ana"]
    await pilot.press("tab")
    assert listed(pilot) == ["return rita", "flag ben", "comment ana"]
    await pilot.press("slash", *"TWO", "enter")
    assert listed(pilot) == ["comment ana"]
    await pilot.press("slash", "escape", "q")
    await pilot.pause()
    assert isinstance(pilot.app.screen, AnnotateScreen)


async def test_enter_goes_to_the_place_and_q_comes_back_to_the_row_and_what_was_decided_is_seen(
    pilot: Pilot[None],
) -> None:
    first = pilot.app.screen
    assert isinstance(first, AnnotateScreen)
    await pilot.press("at", "tab", "tab", "down", "down", "enter")
    await pilot.pause()
    second = pilot.app.screen
    assert second is not first
    assert isinstance(second, AnnotateScreen)
    assert second.session.focus == at("Valdora", "GPE")
    await pilot.press("L", "q")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    assert screen.rows.cursor == 2
    await pilot.press("q")
    await pilot.pause()
    back: object = pilot.app.screen
    assert back is first
    assert at("Valdora", "LOC") in first.session.layer.held


async def test_in_a_review_the_open_questions_stand_first_and_lead_to_the_review(tmp_path: Path) -> None:
    app = written(tmp_path / "p.db")
    app.annotator = "rita"
    async with app.run_test(size=(100, 30)) as pilot:
        app.review(Article.of(TEXT).key)
        await pilot.pause()
        await pilot.press("at")
        assert listed(pilot) == ["flag ben", "comment ana"]
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.session.cursor == at("Valdora", "GPE").start
    app.store.close()


async def test_a_blind_review_names_nobody(tmp_path: Path) -> None:
    app = written(tmp_path / "p.db")
    app.blind = True
    async with app.run_test(size=(100, 30)) as pilot:
        app.notes(reviewing=True)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, NotesScreen)
        shown = "\n".join(screen.rows.render_line(y).text for y in range(12))
        assert "somebody" in shown
        assert "ben" not in shown
    app.store.close()


async def test_an_empty_project_has_an_empty_list(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(60, 16)) as pilot:
        await pilot.press("at", "enter", "down", "pagedown", "tab")
        assert listed(pilot) == []
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
    store.close()


async def test_when_it_was_written_is_told_by_the_local_clock(pilot: Pilot[None]) -> None:
    await pilot.press("at")
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    note = screen._shown[0]
    assert local_time(note.at) in str(note_lines(note, "", "ana", 78, here=True, blind=False)[1])


async def test_a_guest_of_the_server_reads_what_is_theirs_alone(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SERVED, "annotator")
    await pilot.press("at")
    assert listed(pilot) == ["return rita"]
    await pilot.press("tab")
    assert listed(pilot) == ["comment ana"]
    await pilot.press("tab")
    assert listed(pilot) == ["return rita"]
