"""Names that look unlabelled: asked about once at `s`, walked through, passed by; `tab` stops at them if asked to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.blank import blank
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.dialogs import FinishDialog

TEXT = "Talks in Vell go on\n\nThey met Ada in Vell. From Vell came Ada, and Ida. Nobody in Norsund knew."
NEXT = "Rain\n\nIt rained in Vell all day, and in Oslo."
QUIET = Settings(memory=False)
Walk = tuple[Pilot[None], AnnotateScreen]


@asynccontextmanager
async def walking(path: Path, settings: Settings | None = None) -> AsyncIterator[Walk]:
    """Ada is held once, Vell once, and Norsund is suggested."""
    store = blank(path)
    with store.write():
        for text, at in ((TEXT, "1"), (NEXT, "2")):
            store.add_article(Article.of(text), f"2026-01-0{at}T00:00:00.000Z")
        start = TEXT.index("Norsund")
        store.add_suggestions(Article.of(TEXT).key, "test-1", [(start, start + 7, "GPE", 0.9)])
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=settings or QUIET)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        for quote, key in (("Ada", "P"), ("Vell", "G")):
            screen.session.move(TEXT.index(quote))
            await pilot.press(key)
        yield pilot, screen
    store.close()


def selected(screen: AnnotateScreen) -> str:
    selection = screen.session.selection
    return screen.session.text[slice(*selection)] if selection else ""


def asked(screen: AnnotateScreen) -> str:
    dialog = screen.app.screen
    assert isinstance(dialog, FinishDialog)
    return str(dialog.query(Static).first().render())


async def held(store: Store, text: str = TEXT) -> list[str]:
    return [span.quote(text) for span in store.layer(Article.of(text).key, "ana").layer.spans]


async def test_one_question_tells_both_and_the_names_are_walked_through(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        await pilot.press("s")
        assert asked(screen) == "1 suggestion is undecided.\n3 names look unlabelled: “Vell” (2), “Ada”."
        await pilot.press("f")
        assert selected(screen) == "Vell"
        assert "Looks unlabelled, 1 of 3: a label key labels it" in screen.message[0]
        assert "x reject  tab next" in str(screen.query_one("#keys").render())
        await pilot.press("G")
        assert (selected(screen), screen.session.cursor) == ("Vell", TEXT.index("Vell came"))
        assert "Looks unlabelled, 1 of 2:" in screen.message[0]
        await pilot.press("tab")
        assert selected(screen) == "Ada"
        await pilot.press("shift+tab")
        assert selected(screen) == "Vell"
        await pilot.press("G", "x")
        assert screen.session.focus
        assert screen.session.focus.quote(TEXT) == "Norsund"
        assert await held(screen.store) == ["Vell", "Ada", "Vell", "Vell"]
        assert not screen.session.layer.rejected
        await pilot.press("space", "s")
        await pilot.pause()
        assert screen.session.text == NEXT  # nobody is asked a second time


async def test_one_goes_on_from_a_name_whose_edges_were_moved(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        await pilot.press("s", "f", "right_square_bracket")
        assert selected(screen) == "Vell."
        await pilot.press("left_curly_bracket", "right_curly_bracket", "left_square_bracket", "G")
        assert (selected(screen), "1 of 2" in screen.message[0]) == ("Vell", True)


async def test_nothing_else_than_names_is_asked_about_where_all_is_decided(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        screen.session.next_undecided()
        await pilot.press("x", "s")
        assert asked(screen) == "3 names look unlabelled: “Vell” (2), “Ada”."
        await pilot.press("enter")
        await pilot.pause()
        assert screen.session.text == NEXT
        assert screen.store.layer(Article.of(TEXT).key, "ana").layer.status == "finished"
        await pilot.press("s")
        assert asked(screen) == "1 name looks unlabelled: “Vell”."  # it has a label in the article before


async def test_going_back_from_the_question_and_leaving_keeps_that_it_was_asked(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        screen.session.next_undecided()
        await pilot.press("x", "s", "escape", "n", "p", "s")
        await pilot.pause()
        assert screen.app.screen is screen
        assert screen.session.text == NEXT


async def test_what_was_passed_by_is_told_in_no_other_article(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        await pilot.press("s", "f", "x", "x", "space", "s")
        await pilot.pause()
        assert screen.session.text == NEXT
        await pilot.press("s")
        await pilot.pause()
        assert screen.app.screen is screen
        assert screen.store.layer(Article.of(NEXT).key, "ana").layer.status == "finished"


async def test_a_name_that_was_told_and_left_is_told_in_no_other_article(tmp_path: Path) -> None:
    names = ("Bank of Vell", "Port of Vell", "Ada Byrne", "Imre Halo")
    store = blank(tmp_path / "p.db")
    for number in (1, 2):
        article = Article.of(f"They met the {', the '.join(names)} and Nora Quist on day {number}.")
        with store.write():
            store.add_article(article, f"2026-01-0{number}T00:00:00.000Z")
        session = AnnotationSession(store, article.key, "ana")
        for name in names:
            session.select_stretch(article.text.index(name), article.text.index(name) + len(name))
            session.label("ORG")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=QUIET)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await pilot.press("s")
        assert asked(screen) == "1 name looks unlabelled: “Nora Quist”."
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert app.screen == screen
        assert store.layer(article.key, "ana").layer.status == "finished"
    store.close()


async def test_a_setting_switches_the_question_off(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db", Settings(memory=False, ask_unlabelled=False)) as (pilot, screen):
        screen.session.next_undecided()
        await pilot.press("x", "s")
        await pilot.pause()
        assert screen.session.text == NEXT


async def test_tab_stops_at_them_once_the_settings_of_the_app_say_so(tmp_path: Path) -> None:
    async with walking(tmp_path / "p.db") as (pilot, screen):
        screen.app.try_settings(Settings(memory=False, stop_at_unlabelled=True))
        await pilot.pause(0.5)
        screen.session.move(0)
        await pilot.press("tab", "tab")
        assert selected(screen) == "Vell"


@pytest.mark.parametrize("by_setting", [True, False])
async def test_tab_stops_at_them(tmp_path: Path, by_setting: bool) -> None:
    settings = Settings(memory=False, stop_at_unlabelled=by_setting)
    async with walking(tmp_path / "p.db", settings) as (pilot, screen):
        if by_setting:
            await pilot.pause(0.5)
        else:
            screen.perform("unlabelled")
            assert screen.message[0] == "tab stops at names that look unlabelled, too: 3 here."
        screen.session.move(0)
        await pilot.press("tab", "tab", "tab")
        assert selected(screen) == "Ada"
        await pilot.press("tab")
        assert screen.session.focus == next(screen.session.proposals.leaders())
        await pilot.press("tab")
        assert screen.session.cursor == TEXT.index("Vell. From")
        screen.perform("unlabelled")
        assert screen.message[0] == ("tab stops at suggestions alone.")
