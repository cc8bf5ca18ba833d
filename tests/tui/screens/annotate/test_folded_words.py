"""The same words are the same words, however a line was wrapped and whatever nobody sees stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from support.blank import blank
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.scheme import AutoAccept
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen

TEXT = (
    "Angela Merkel spoke.\n\n"
    "Later Angela\nMerkel left; Angela\u00a0Merkel came, An\u00adgela  Merkel stayed, and Angela\n\nMerkel is two.\n"
)
PLACES = ["Angela Merkel", "Angela\nMerkel", "Angela\u00a0Merkel", "An\u00adgela  Merkel"]


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Wait for what happens by itself."""
    for _ in range(200):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


def opened(store: Store, *texts: str, auto_accept: AutoAccept = "off") -> AnnotatorApp:
    save_scheme(store, replace(store.scheme(), auto_accept=auto_accept))
    with store.write():
        for number, text in enumerate(texts):
            store.add_article(Article.of(text), f"2026-01-01T00:00:0{number}.000Z")
    return AnnotatorApp(store, "ana", start="annotate", suggest=False)


def screen_of(pilot: Pilot[None]) -> AnnotateScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    return screen


async def test_all_the_same_are_labelled_across_wraps_and_hidden_characters(tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        async with opened(store, TEXT).run_test(size=(100, 30)) as pilot:
            screen = screen_of(pilot)
            screen.session.select_stretch(0, 13)
            await pilot.press("P", "asterisk")
            assert [span.quote(TEXT) for span in screen.session.layer.spans] == PLACES
            assert screen.message[0] == "3 decided alike."


async def test_what_is_searched_for_is_found_across_wraps_and_hidden_characters(tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        async with opened(store, TEXT).run_test(size=(100, 30)) as pilot:
            screen = screen_of(pilot)
            await pilot.press("slash", *"angela", "space", *"merkel")
            found = []
            for _ in range(4):
                found.append(screen.session.cursor)
                await pilot.press("enter")
            assert found == [TEXT.index(place) for place in PLACES]


async def test_what_was_labelled_is_known_where_it_is_wrapped_and_accepts_itself(tmp_path: Path) -> None:
    other = "Then\n\nBerlin heard Angela\nMerkel and Angela\nMerkel.\n"
    with blank(tmp_path / "p.db") as store:
        async with opened(store, TEXT, other, auto_accept="article").run_test(size=(100, 30)) as pilot:
            screen = screen_of(pilot)
            await until(pilot, lambda: screen.learning.follows)
            screen.session.select_stretch(0, 13)
            await pilot.press("P", "right", "right")
            known = [*PLACES, "Merkel"]  # the last name of somebody known, too
            await until(pilot, lambda: len(screen.session.layer.spans) == len(known))
            assert [span.quote(TEXT) for span in screen.session.layer.spans] == known
            assert sum(held.auto for held in screen.session.layer.held.values()) == len(known) - 1
            await pilot.press("n")
            await until(pilot, lambda: screen.session.text == other)
            await until(pilot, lambda: screen.learning.follows)
            assert [span.quote(other) for span in screen.session.proposals.open] == ["Angela\nMerkel"] * 2


async def test_a_wrapped_name_stands_on_one_line_wherever_it_is_told(tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        async with opened(store, TEXT).run_test(size=(100, 30)) as pilot:
            screen = screen_of(pilot)
            await pilot.press("slash", *"angela", "space", *"merkel", "enter", "escape")
            told = []
            for key in ("P", "u"):
                await pilot.press(key)
                told.append(str(screen.query_one("#facts").render()))
            assert "▸ Angela Merkel  PERSON" in told[0]
            assert "on “Angela Merkel”" in told[1]
            assert "␊" not in "".join(told)
