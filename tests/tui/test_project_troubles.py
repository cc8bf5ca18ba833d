"""A disk that is full, a project that others hold: keys are refused in a sentence, and the app goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from support.desks import make
from support.troubles import full, locked
from textual.pilot import Pilot

from annotator.errors import ProjectBusy
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, renaming
from annotator.storage.connection import answer_keys
from annotator.storage.store import Store
from annotator.suggest.base import Answer
from annotator.suggest.process.client import Answered
from annotator.tui import app as app_module
from annotator.tui.app import AnnotatorApp
from annotator.tui.model_process import ModelProcess, SuggestionsCame
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.text_prompt import TextPrompt

Walk = tuple[Pilot[None], AnnotateScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = make(tmp_path / "p.db")
    store.conn.execute("PRAGMA busy_timeout = 50")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        yield pilot, app.screen
    store.close()


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Wait for what happens by itself."""
    for _ in range(500):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


@pytest.mark.parametrize(("trouble", "said"), [(full, "is full"), (locked, "locked by another")])
async def test_whatever_key_is_pressed_nothing_is_shown_that_is_not_kept_and_it_heals(
    walk: Walk, trouble: Callable[[Store], AbstractContextManager[None]], said: str
) -> None:
    pilot, screen = walk
    store, session = screen.store, screen.session
    with trouble(store):
        for key in ("space", "x", "P", "[", "}", "*", "y", "!", "tab", "j", "u", "f1", "escape"):
            await pilot.press(key)
            assert (session.layer.held, session.layer.rejected, session.layer.flagged) == ({}, {}, False), key
        await pilot.press("tab")
        await until(pilot, lambda: said in screen.message[0])
        await pilot.press("s", "a")
        assert session.layer.status == "open"
    assert pilot.app.is_running
    assert pilot.app.return_code in (None, 0)
    await pilot.press("P")
    assert session.layer.held == store.layer(session.key, "ana").layer.held != {}
    await until(pilot, lambda: store.place("ana", session.key).get("cursor") == session.cursor)
    assert check_up(store).sound


@pytest.mark.parametrize("trouble", [full, locked])
async def test_who_is_refused_stands_where_they_stood_and_a_comment_is_not_lost(
    walk: Walk, trouble: Callable[[Store], AbstractContextManager[None]]
) -> None:
    pilot, screen = walk
    session, view = screen.session, screen.view
    await pilot.press("tab")
    stood = session.cursor, session.focus, view.cursor, view.focus_mark, view.scroll_anchor
    with trouble(screen.store):
        for key in ("space", "x", "P", "]", "*", "y", "!"):
            await pilot.press(key)
            assert (session.cursor, session.focus, view.cursor, view.focus_mark, view.scroll_anchor) == stood, key
        await pilot.press("c", *"well", "enter")
        await pilot.pause()
        prompt = pilot.app.screen
        assert isinstance(prompt, TextPrompt)
        assert prompt.line.value == "well"
        assert screen.message[0]
    await pilot.press(*" said", "enter")
    await pilot.pause()
    assert pilot.app.screen is screen
    assert [one.text for one in screen.store.layer(session.key, "ana").layer.comments] == ["well said"]


async def test_suggestions_that_come_to_a_busy_project_are_kept_later(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot, screen = walk
    monkeypatch.setattr(app_module, "AGAIN", 0.01)
    app, store, key = pilot.app, screen.store, screen.session.key
    assert isinstance(app, AnnotatorApp)
    app._models = ModelProcess(app, store, ())
    message = SuggestionsCame(Answered(key, (Answer("late", [(0, 3, "ORG", 0.5)]),)))
    with locked(store):
        with pytest.raises(ProjectBusy):
            app._models.keep(message.answer)
        app.post_message(message)
        await pilot.pause(0.1)
        assert "late" not in store.suggested_by(key)
    await until(pilot, lambda: "late" in store.suggested_by(key))


def test_keys_wait_for_a_second_at_most(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    answer_keys(store.conn)
    assert store.conn.execute("PRAGMA busy_timeout").fetchone() == (1000,)
    with store.write_at_rest():
        assert store.conn.execute("PRAGMA busy_timeout").fetchone()[0] < 100
    assert store.conn.execute("PRAGMA busy_timeout").fetchone() == (1000,)
    store.close()


async def test_labels_that_another_program_renames_have_their_new_names_from_the_next_key_on(walk: Walk) -> None:
    pilot, screen = walk
    with Store.open(screen.store.path) as other:
        carry_out(other, renaming(other, "ORG", "GROUP"))
    await pilot.press("space")
    assert "The labels were changed by another program." in screen.message[0]
    assert "GROUP" in str(screen.query_one("#labels").render())
    assert {span.label for span in screen.session.layer.held} == {"GROUP"}
    await pilot.press("O")
    assert "ORG" not in {row[0] for row in screen.store.conn.execute("SELECT label FROM spans")}
    assert check_up(screen.store).sound
