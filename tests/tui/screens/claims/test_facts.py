"""Attributes in the app: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from support.claiming import LUND, SOL, TOWN, made
from textual.pilot import Pilot

from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.screen import ClaimsScreen
from annotator.tui.widgets.line import Line

Walk = tuple[Pilot[None], ClaimsScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = made(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="facts")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen)
        yield pilot, app.screen
    store.close()


def values(store: Store) -> list[tuple[Any, ...]]:
    query = "SELECT quote, name, value, state FROM claims WHERE kind = 'attribute' ORDER BY start, name"
    return store.conn.execute(query).fetchall()


def told(screen: ClaimsScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}", Line).render())


async def test_space_takes_what_is_shown_and_a_letter_says_otherwise(walk: Walk) -> None:
    pilot, screen = walk
    assert screen.session.focus == TOWN
    assert " mention  N  name   O  nominal   P  pronoun   Q  quoted" in told(screen, "labels")
    await pilot.press("space", "O", "space")
    assert values(screen.store) == [("Union of Harbour Workers", "mention", '"nominal"', "held")]
    assert "✓ 1" in told(screen, "top")
    await pilot.press("u")
    assert values(screen.store) == []
    assert "Taken back: mention: nominal on “Union of Harbour Workers”." in told(screen, "facts")


async def test_the_list_says_that_only_defaults_hold(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t")
    assert "No value was given or is proposed in this article" in told(screen, "facts")


async def test_text_is_typed_behind_enter(walk: Walk) -> None:
    pilot, screen = walk
    screen.go(LUND)
    screen.refresh_view()
    await pilot.press("enter", *"head", "enter")
    assert values(screen.store) == [("Tor Lund", "role", '"head"', "held")]
    await pilot.press("x")
    assert values(screen.store) == []


async def test_the_last_one_says_so_and_the_tasks_end_at_the_spans(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press(*["space"] * len(screen.at_task.stops()))
    assert "That was the last one" in told(screen, "facts")
    await pilot.press("semicolon")
    assert isinstance(pilot.app.screen, AnnotateScreen)


async def test_what_the_same_words_had_is_taken_by_space(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("O", "tab")
    assert screen.session.focus is not None and screen.session.focus.start > SOL.start
    assert "nominal" in str(screen.numbered.render())
    await pilot.press("space")
    assert [row[0] for row in values(screen.store)] == ["Halvik", "Halvik"]
