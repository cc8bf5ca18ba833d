"""Back to where one was and to what was decided last; a number before a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import at, make
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen

Walk = tuple[Pilot[None], AnnotateScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        yield pilot, app.screen
    store.close()


def held(store: Store, key: str) -> set[object]:
    return set(store.layer(key, "ana").layer.held)


async def test_one_goes_back_over_articles_and_searches_and_forward_again(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("tab", "tab", "slash", *"smiled", "escape", "n")
    assert screen.session.key != first
    await pilot.press("ctrl+o")
    assert (screen.session.key, screen.session.cursor) == (first, screen.session.text.index("smiled"))
    await pilot.press("ctrl+o")
    assert screen.session.focus == at("HWU", "ORG")
    await pilot.press("ctrl+o")
    assert screen.message[0] == "There is nowhere to go back to."
    await pilot.press("number_sign", "2", "ctrl+n")
    assert screen.session.key != first
    await pilot.press("ctrl+n")
    assert screen.message[0] == "There is nowhere to go forward to."


async def test_what_was_decided_last_is_gone_to_and_what_was_before_it(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("grave_accent")
    assert screen.message[0] == "Nothing was decided here yet."
    await pilot.press("space", "tab", "x", "n", "grave_accent", "grave_accent", "P")
    assert screen.session.key == first
    assert held(screen.store, first) == {at("Harbour Workers’ Union", "PERSON")}


async def test_what_was_decided_several_times_in_one_place_is_gone_to_once(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.focus
    await pilot.press("space")
    second = screen.session.focus
    await pilot.press("space", "grave_accent", "P", "right_square_bracket", "grave_accent")
    assert second
    assert screen.session.cursor == second.start
    await pilot.press("grave_accent")
    assert screen.session.focus == first


async def test_a_number_repeats_the_key_behind_it_and_edges_in_one_step(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("number_sign", "3", "tab")
    assert screen.session.focus == at("Ana-Lucía Ferreira", "GPE")
    await pilot.press("number_sign", "2", "right_square_bracket")
    assert held(screen.store, screen.session.key) == {at("Ana-Lucía Ferreira in Valdora", "GPE")}
    await pilot.press("u")
    assert not held(screen.store, screen.session.key)
    await pilot.press("number_sign", "9", "9", "left_curly_bracket")
    assert held(screen.store, screen.session.key) == {at("Ferreira", "GPE")}


@pytest.mark.parametrize("key", ["space", "O", "x"])
async def test_a_number_before_a_key_that_has_none_does_nothing_and_says_so(walk: Walk, key: str) -> None:
    pilot, screen = walk
    focus = screen.session.focus
    await pilot.press("number_sign", "3", key)
    assert screen.message[0] == "A number is for keys that go, select, move an edge or undo."
    assert not screen.session.layer.held
    assert screen.session.focus == focus
    await pilot.press("1")
    assert [span.label for span in screen.session.layer.held] == ["PERSON"]


async def test_a_number_is_let_go_of(walk: Walk) -> None:
    pilot, screen = walk
    focus = screen.session.focus
    await pilot.press("number_sign", "3", "escape")
    assert (screen.message[0], screen.session.focus) == ("", focus)
    await pilot.press("tab", "shift+tab")
    assert screen.session.focus == focus


async def test_going_round_the_article_is_said(walk: Walk) -> None:
    pilot, screen = walk
    first, *_ = screen.session.proposals.leaders()
    screen.session.go_to(first)
    await pilot.press("shift+tab")
    assert screen.message[0] == "Round the beginning: this is the last undecided one."
    await pilot.press("tab")
    assert screen.message[0] == "Round the end: this is the first undecided one."
    assert screen.session.focus == first
