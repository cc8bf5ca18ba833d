"""An article that is put off comes back after all others, or when its time has come, and is no skipped one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.blank import blank
from support.teams import act
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.decisions import Finished, time_text
from annotator.errors import InputError
from annotator.storage.queries import queue
from annotator.storage.queries.coming.orders import next_in
from annotator.storage.queries.coming.snoozed import LAST, snooze, snoozed, wake
from annotator.storage.queries.people.progress import progress
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.later_keys import later_than
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.library.screen import LibraryScreen

KEYS = [Article.of(text).key for text in ("One.", "Two.", "Three.")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = blank(tmp_path / "p.db")
    with made.write():
        for number, text in enumerate(("One.", "Two.", "Three.")):
            made.add_article(Article.of(text, title=text), f"2026-01-01T00:00:0{number}.000000Z")
    return made


@pytest.fixture
async def walk(store: Store) -> AsyncIterator[tuple[Pilot[None], AnnotateScreen]]:
    async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, AnnotateScreen)
        yield pilot, pilot.app.screen
    store.close()


def ahead(hours: float) -> str:
    return time_text(datetime.now(UTC) + timedelta(hours=hours))


def test_it_comes_after_all_others_or_once_its_time_has_come(store: Store) -> None:
    one, two, three = KEYS
    with store:
        snooze(store, "ana", one, LAST)
        snooze(store, "ana", two, ahead(1))
        assert queue.next_article(store, "ana") == next_in("random", store, "ana") == three
        assert queue.next_article(store, "ben") == one
        assert queue.next_article(store, "ana", three) == next_in("random", store, "ana", three) == one
        assert snoozed(store, "ana") == {one: LAST, two: snoozed(store, "ana")[two]}
        snooze(store, "ana", two, ahead(-1))
        assert queue.next_article(store, "ana") == two
        wake(store, "ana", one)
        assert queue.next_article(store, "ana") == one
        assert progress(store, "ana").skipped == 0


def test_where_none_else_is_left_there_is_no_next_one(store: Store) -> None:
    with store:
        for key in KEYS:
            snooze(store, "ana", key, ahead(1))
        assert queue.next_article(store, "ana") is None
        assert queue.next_article(store, "ana", KEYS[0]) is None
        snooze(store, "ana", KEYS[0], LAST)
        assert queue.next_article(store, "ana", KEYS[0]) is None
        assert queue.next_article(store, "ana") == KEYS[0]


def test_what_is_done_is_put_off_no_more(store: Store) -> None:
    with store:
        snooze(store, "ana", KEYS[0], LAST)
        act(store, KEYS[0], "ana", Finished())
        assert snoozed(store, "ana") == {}


def test_when_it_comes_back_is_said_in_words() -> None:
    now = datetime(2026, 3, 4, 22, 30, tzinfo=UTC)
    assert later_than(" ", now) == (LAST, "after all others", 0)
    assert later_than("1", now) == (LAST, "after 1 other", 1)
    assert later_than("2h", now)[0] == "2026-03-05T00:30:00.000Z"
    assert later_than("Tomorrow", now) == ("2026-03-05T06:00:00.000Z", "at 2026-03-05 06:00", 0)
    for wish in ("soon", "0", "2 weeks"):
        with pytest.raises(InputError, match="no time to come back"):
            later_than(wish, now)


async def test_the_key_asks_until_when_and_opens_the_next(walk: tuple[Pilot[None], AnnotateScreen]) -> None:
    pilot, screen = walk
    await pilot.press("underscore", "enter")
    assert screen.session.key == KEYS[1]
    said = "It comes back after all others, or when you open it. This is the next one; u takes it back."
    assert screen.message[0] == said
    await pilot.press("underscore", *"2h", "enter", "s")
    assert screen.session.key == KEYS[0]
    await pilot.press("s")
    assert "1 article comes back later, the first at " in screen.message[0]
    await pilot.press("underscore", *"never", "enter")
    assert "no time to come back" in screen.message[0]


async def test_it_comes_back_after_so_many_others(walk: tuple[Pilot[None], AnnotateScreen], store: Store) -> None:
    pilot, screen = walk
    await pilot.press("underscore", "2", "enter")
    assert screen.message[0].startswith("It comes back after 2 others, or when you open it. This is the next one")
    await pilot.press("s")
    assert screen.session.key == KEYS[2]
    store.add_article(Article.of("Four."), "2026-01-02T00:00:00.000000Z")
    await pilot.press("i")
    assert screen.session.key == KEYS[0]
    assert screen.message[0] == "Skipped. This one comes back; u takes it back."
    assert snoozed(store, "ana") == {}


async def test_undo_takes_back_that_it_was_put_off_before_what_was_decided_earlier(
    walk: tuple[Pilot[None], AnnotateScreen], store: Store
) -> None:
    pilot, screen = walk
    await pilot.press("exclamation_mark", "underscore", "enter", "u")
    assert (screen.session.key, screen.session.layer.flagged) == (KEYS[0], True)
    assert screen.message[0] == "Taken back: this article was put off."
    assert snoozed(store, "ana") == {}
    await pilot.press("u")
    assert not screen.session.layer.flagged


async def test_undo_takes_back_what_was_decided_since_an_article_was_put_off(
    walk: tuple[Pilot[None], AnnotateScreen], store: Store
) -> None:
    pilot, screen = walk
    await pilot.press("underscore", "enter", "exclamation_mark", "u")
    assert (screen.session.key, screen.session.layer.flagged) == (KEYS[1], False)
    assert KEYS[0] in snoozed(store, "ana")
    await pilot.press("u")
    assert screen.session.key == KEYS[0]


async def test_the_library_tells_it_and_opening_it_takes_it_back(store: Store) -> None:
    snooze(store, "ana", KEYS[0], LAST)
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        library = pilot.app.screen
        assert isinstance(library, LibraryScreen)
        rows = library.articles
        assert "◷ One." in rows.render_line(0).text
        assert "later" in rows.render_line(0).text
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert snoozed(store, "ana") == {}
    store.close()
