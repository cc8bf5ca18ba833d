"""Labelling and reviewing along a list: the places are gone to one after the other, and count as seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added
from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.services.finding.places import find
from annotator.services.worklists.lists import save_found, told
from annotator.services.worklists.route import Route
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.review.screen import ReviewScreen


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = project(tmp_path / "p.db")
    for text in ("Ada met Bob. Then Ada left.", "Nobody came.", "Bob saw Ada."):
        put(store, text)
    return store


def listed(store: Store, layer: str) -> None:
    save_found(store, "ada", find(store, of_words("Ada")), layer=layer, by="lea")


def top(screen: AnnotateScreen | ReviewScreen) -> str:
    return " ".join(str(line.render()) for line in screen.query("#top, #counts"))


async def test_labelling_goes_from_place_to_place(store: Store) -> None:
    with store:
        listed(store, "ana")
        app = AnnotatorApp(store, "ana", start="annotate", worklist="ada", suggest=False)
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            assert screen.session.cursor == 0
            assert "ada 0/3 0 %" in top(screen)
            await pilot.press("n")
            assert screen.session.cursor == 18
            assert "ada 1/3 33 %" in top(screen)
            await pilot.press("p", "n")
            assert screen.session.cursor == 18
            await pilot.press("n")
            assert (screen.session.text, screen.session.cursor) == ("Bob saw Ada.", 8)
            await pilot.press("p")
            assert screen.session.cursor == 18
            await pilot.press("s")
            assert screen.session.text == "Bob saw Ada."
            await pilot.press("s")
            assert "All of the list “ada” was seen." in screen.message[0]
            await pilot.press("n")
            assert "All of the list “ada” was seen." in screen.message[0]
        assert told(store, "ada").seen == 3


async def test_reviewing_goes_from_place_to_place(store: Store) -> None:
    with store:
        keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
        finish(store, keys[0], {"ana": [Span(0, 3, "PER")], "ben": [Span(18, 21, "PER")]})
        finish(store, keys[2], {"ana": [Span(8, 11, "PER")]})
        act(store, keys[2], GOLD, Added(Span(8, 11, "PER")))
        listed(store, GOLD)
        app = AnnotatorApp(store, "rosa", start="review", worklist="ada", suggest=False)
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            assert "ada 0/3 0 %" in top(screen)
            await pilot.press("n", "n")
            assert screen.session.key == keys[2]
            await pilot.press("p", "p", "p")
            assert "first place of the list" in screen.message[0]
            await pilot.press("n")
            assert screen.session.key == keys[2]
            await pilot.press("s")
            assert "All of the list “ada” was seen." in screen.message[0]


def test_a_list_without_a_part_for_somebody_is_gone_through_as_a_whole(store: Store) -> None:
    with store:
        listed(store, "lea")
        route = Route(store, "ada", "ben")
        assert route.progress == (0, 3)
        assert route.leave(None) == route.article
        first = route.article
        assert route.leave(first) == route.article != first
        assert route.told == "1 left on the list “ada”."
        save_found(store, "none", [], layer="ana", by="lea")
        empty = Route(store, "none", "ana")
        assert (empty.article, empty.go(), empty.go(back=True), empty.at("x")) == (None, None, None, None)
