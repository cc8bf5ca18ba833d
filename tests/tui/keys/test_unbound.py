"""Keys that nothing is bound to say so, and so does text that nobody takes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import make
from textual import events
from textual.pilot import Pilot

from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.host import no_key
from annotator.tui.opened_article import Start


@pytest.fixture(params=["annotate", "library"])
async def pilot(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    store, _ = make(tmp_path / "p.db")
    start: Start = request.param
    app = AnnotatorApp(store, "ana", start=start, suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        yield pilot
    store.close()


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#facts").render())


async def type_key(pilot: Pilot[None], key: str, character: str) -> None:
    pilot.app.post_message(events.Key(key, character))
    await pilot.pause()


async def test_a_letter_of_another_layout_says_so_and_the_next_key_goes_on(pilot: Pilot[None]) -> None:
    await type_key(pilot, "й", "й")
    assert "This key is й: another keyboard layout?" in said(pilot)
    await type_key(pilot, "circumflex_accent", "^")
    assert "^ is no key here." in said(pilot)
    await pilot.press("o" if "annotate" in repr(pilot.app.screen).lower() else "slash")
    assert "no key" not in said(pilot)


async def test_pasted_text_that_nobody_takes_is_not_passed_over_in_silence(pilot: Pilot[None]) -> None:
    pilot.app.post_message(events.Paste("words"))
    await pilot.pause()
    assert "Nothing here takes pasted text" in said(pilot)


@pytest.mark.parametrize(
    ("key", "character", "words"),
    [
        ("space", " ", "space is no key here."),
        ("é", "é", "This key is é: another keyboard layout?"),
        ("alt+x", "x", ""),
        ("f5", None, ""),
        ("delete", "\x7f", ""),
        ("\u202e", "\u202e", ""),
    ],
)
def test_what_is_said_of_a_key(key: str, character: str | None, words: str) -> None:
    assert no_key(events.Key(key, character)) == words


async def test_by_character_has_a_key_that_every_layout_has(tmp_path: Path) -> None:
    with Store.open(make(tmp_path / "p.db")[0].path) as store:
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press("minus")
            assert "moves one character" in said(pilot)
