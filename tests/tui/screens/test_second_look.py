"""The second look on the screen: keys are pressed, and what is kept is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.teams import finish, project, put
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.domain.span import Span
from annotator.services.second_look import self_agreement
from annotator.storage.queries.people.second_looks import Kind, looks
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.my_day.screen import MyDayScreen
from annotator.tui.screens.second_look.screen import SecondLookScreen

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")
Walk = tuple[Pilot[None], SecondLookScreen]
ALL = Settings(second_look=100)


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    with project(tmp_path / "p.db") as store:
        finish(store, put(store, TEXT), {"ana": [ADA, BOB, ACME]})
        app = AnnotatorApp(store, "ana", start="second_look", suggest=False, settings=ALL)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, SecondLookScreen)
            yield pilot, app.screen


def kinds(store: Store) -> list[Kind]:
    return [look.kind for look in looks(store).get("ana", ())]


def line(screen: SecondLookScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


def shown(screen: SecondLookScreen) -> str:
    return "\n".join(screen.view.render_line(y).text for y in range(screen.view.size.height))


async def test_each_span_is_asked_about_with_no_label_in_sight(walk: Walk) -> None:
    pilot, screen = walk
    assert "PER" not in shown(screen)
    assert screen.view.selection == (0, 3)
    assert "Which label? x for none ▸ Ada" in line(screen, "facts")
    assert "1 of 3" in line(screen, "top")
    await pilot.press("P")
    assert "The same as before: PER." in line(screen, "facts")
    assert screen.view.selection == (8, 11)
    await pilot.press("O")
    assert "PER before, ORG now: c changes it" in line(screen, "facts")
    await pilot.press("x", "space", "x")
    assert "ORG before, no span now" in line(screen, "facts")
    await pilot.press("space")
    assert kinds(screen.store) == ["same", "label", "none"]
    assert "That was all. The same as before, ever: 1 of 3, 33% (6% to 79%)" in line(screen, "facts")
    await pilot.press("P", "space", "q")
    assert isinstance(screen.app.screen, LibraryScreen)
    assert len(screen.store.layer(looks(screen.store)["ana"][0].article, "ana").layer.held) == 3
    await pilot.press("y")
    await pilot.pause()
    assert isinstance(screen.app.screen, MyDayScreen)
    assert "1 of 3, 33% (6% to 79%) the same" in str(screen.app.screen.query_one("#day").render())


async def test_edges_undo_and_change(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("ctrl+right", "P")
    assert "PER on “Ada” before, PER on “Ada met” now" in line(screen, "facts")
    await pilot.press("u", "P")
    assert kinds(screen.store) == ["same"]
    await pilot.press("O", "c")
    assert "Changed." in line(screen, "facts")
    key = looks(screen.store)["ana"][0].article
    assert BOB.labelled("ORG") in screen.store.layer(key, "ana").layer.held
    await pilot.press("n")
    assert kinds(screen.store) == ["same", "label"]
    assert "Left for another time. That was all." in line(screen, "facts")


async def test_from_the_library_and_where_there_is_nothing(walk: Walk, tmp_path: Path) -> None:
    pilot, screen = walk
    await pilot.press("q", "a")
    await pilot.pause()
    again = screen.app.screen
    assert isinstance(again, SecondLookScreen)
    await pilot.press("P", "P", "O", "q", "a")
    await pilot.pause()
    assert isinstance(screen.app.screen, LibraryScreen)
    assert "Nothing to look at again" in str(screen.app.screen.query_one("#facts").render())
    assert self_agreement(screen.store)["ana"].same == 3


async def test_who_has_finished_nothing_comes_to_the_library(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        put(store, TEXT)
        app = AnnotatorApp(store, "ana", start="second_look", suggest=False, settings=ALL)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)
            assert "Nothing to look at again" in str(app.screen.query_one("#facts").render())
