"""A key that would do nothing where one stands says why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import make
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.annotate_availability import Standing, idle, refusal
from annotator.tui.keys.table import KEYS
from annotator.tui.screens.annotate.screen import AnnotateScreen

Bare = tuple[Pilot[None], AnnotateScreen]
NOTHING = "Nothing is undecided: s finishes, n opens the next article."
NO_EDGE = "No span is here to move an edge of: v selects the word, a label key adds it."


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Bare]:
    """A cursor on a word of the text, beside every span."""
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        await pilot.press("slash", *"smiled", "escape", "escape")
        assert app.screen.session.focus is None
        yield pilot, app.screen
    store.close()


@pytest.mark.parametrize("key", ["space", "x", "vertical_line", "plus", "asterisk"])
async def test_where_no_span_is_the_way_to_one_is_told(bare: Bare, key: str) -> None:
    pilot, screen = bare
    await pilot.press(key)
    assert screen.message[0] == "No span is here: tab goes to the next suggestion."


async def test_what_is_missing_for_the_other_keys_is_told(bare: Bare) -> None:
    pilot, screen = bare
    await pilot.press("left_square_bracket")
    assert screen.message[0] == NO_EDGE
    await pilot.press("tilde")
    assert screen.message[0] == "No other suggestion is for this place."


async def test_where_all_is_decided_the_way_on_is_told(bare: Bare) -> None:
    pilot, screen = bare
    await pilot.press("s", "a", "p", "slash", *"smiled", "escape", "escape")
    for key in ("space", "tab", "y"):
        await pilot.press("left", key)
        assert screen.message[0] == NOTHING
    await pilot.press("x")
    assert screen.message[0] == "No span is here: j goes to the next one."


def test_an_action_is_idle_where_there_is_a_sentence_for_it() -> None:
    verbs = {key.verb for key in KEYS if key.scope == "annotate"}
    for bits in range(32):
        standing = Standing(*(bool(bits >> bit & 1) for bit in range(5)))
        assert idle(standing) == {verb for verb in verbs if refusal(standing, verb)}
