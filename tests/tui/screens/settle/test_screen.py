"""Settling by keys: a vote looked at, conflicts left out, one step, one undo."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.corpus import corpus
from support.troubles import locked
from textual.pilot import Pilot

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.doctor import examine
from annotator.storage.queries.review_queue import statuses
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens import long_work
from annotator.tui.screens.review.screen import ReviewScreen
from annotator.tui.screens.settle.screen import SettleScreen

SAID = (
    {"ana": "[Ed\x1b|PERSON] met [Bo|ORG]", "ben": "[Ed\x1b|PERSON] met [Bo|ORG]", "cem": "[Ed\x1b|PERSON] met Bo"},
    {"ana": "[Al|ORG] ran", "ben": "[Al|PERSON] ran", "cem": "Al ran"},
    {"ana": "[Oz|GPE] too!", "ben": "Oz too!", "cem": "Oz too!"},
    {"ana": "[Ur|GPE] fell", "ben": "[Ur|GPE] fell", "cem": "[Ur|ORG] fell"},
)
Walk = tuple[Pilot[None], Store, list[str]]


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    store, keys = corpus(tmp_path / "p.db", *SAID)
    app = AnnotatorApp(store, "rosa", start="library", suggest=False)
    async with app.run_test(size=request.param) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await rest(pilot)
        yield pilot, store, keys
    store.close()


async def rest(pilot: Pilot[None]) -> SettleScreen:
    """The screen on top, once it has read all."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, SettleScreen)
    while screen.reading or screen._settling:
        await pilot.pause(0.02)
    return screen


def said(screen: SettleScreen) -> str:
    return " ".join(str(screen.query_one(f"#{name}").render()) for name in ("facts", "keys"))


def painted(screen: SettleScreen) -> list[str]:
    return [strip.text for strip in map(screen.rows.render_line, range(screen.rows.size.height))]


def gold(store: Store, key: str) -> list[Span]:
    return list(store.layer(key, GOLD).layer.spans)


async def test_rows_show_place_votes_and_what_becomes_gold(walk: Walk) -> None:
    pilot, _, _ = walk
    screen = await rest(pilot)
    rows = "\n".join(painted(screen))
    assert "[Bo]" in rows
    assert "met [Bo]" in rows
    assert "→ ORG “Bo”  2 of 3   cem nothing  ana, ben ORG" in rows
    assert "→ nothing  2 of 3   ana GPE  ben, cem nothing" in rows
    assert "settle by vote · at least 2/3" in screen.about()
    assert screen.facts() == "3 of 3 conflicts ticked. 1 left: nothing has the votes."
    assert "\x1b" not in rows


async def test_the_ticked_are_settled_as_one_step_and_taken_back_as_one(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("space", "enter")
    screen = await rest(pilot)
    assert "2 conflicts settled in 2 articles, 2 approved." in said(screen)
    assert [gold(store, key) for key in keys] == [[], [], [], [Span(0, 2, "GPE")]]
    assert len(screen.shown) == 1
    assert [len(store.layer(key, GOLD).layer.comments) for key in keys[2:]] == [1, 0]
    await pilot.press("u")
    await rest(pilot)
    assert "Taken back in 2 articles." in said(screen)
    assert gold(store, keys[3]) == []
    assert [screen.ticks.ticked(one) for one in screen.shown] == [False, True, True]
    await pilot.press("u")
    assert "Nothing was settled here" in said(screen)
    await pilot.press("r")
    await rest(pilot)
    assert gold(store, keys[3]) == [Span(0, 2, "GPE")]
    assert not list(examine(store))


async def test_much_is_taken_back_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said_so = (dict.fromkeys(("ana", "ben"), f"[Bo|ORG] {number}") | {"cem": f"Bo {number}"} for number in range(40))
    store, keys = corpus(tmp_path / "p.db", *said_so)
    app = AnnotatorApp(store, "rosa", start="library", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("e")
        await rest(pilot)
        await pilot.press("enter")
        screen = await rest(pilot)
        assert sum(len(gold(store, key)) for key in keys) == 40
        monkeypatch.setattr(short_writes, "_AIM", 0.0)
        monkeypatch.setattr(long_work, "_PAUSE", 0.2)
        await pilot.press("u")
        assert "12 of 40 articles; esc stops." in said(screen)
        await pilot.press("enter", "escape")
        assert "Stopped; what was done stays, and the same key goes on." in said(screen)
        assert 0 < sum(len(gold(store, key)) for key in keys) < 40
        for key, left in (("u", 0), ("r", 40)):
            await rest(pilot)
            await pilot.press(key)
            while screen.work.under_way:
                await pilot.pause(0.02)
            assert sum(len(gold(store, key)) for key in keys) == left
    assert not list(examine(store))
    store.close()


async def test_other_votes_kinds_and_ticks(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
    screen = await rest(pilot)
    assert "at least 1/3" in screen.about()
    assert screen.facts() == "3 of 4 conflicts ticked."
    assert "as many for another" in "\n".join(painted(screen))
    await pilot.press("tab")
    assert "label only" in screen.about()
    assert screen.facts() == "1 of 2 conflicts ticked."
    await pilot.press("asterisk")
    assert screen.facts() == "2 of 2 conflicts ticked."
    await pilot.press("shift+tab", "a")
    assert screen.facts() == "2 of 4 conflicts ticked."
    await pilot.press("asterisk", "asterisk", "enter")
    assert "No conflict is ticked" in said(screen)
    await pilot.press(*["right_square_bracket"] * 9)
    await rest(pilot)
    assert "at least 100 %" in screen.about()
    assert "No open conflict has these votes" in "\n".join(painted(screen))
    await pilot.press("space")
    assert "There is no conflict here" in said(screen)


async def test_by_weight_and_back(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("w")
    screen = await rest(pilot)
    assert "settle by weight" in screen.about()
    assert "Weighed by 7 spans; no gold of people. ana" in said(screen)
    await pilot.press("w")
    await rest(pilot)
    assert "settle by vote" in screen.about()


async def test_an_article_is_opened_at_its_conflict_and_what_was_ruled_there_is_gone(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("j", "o")
    await pilot.pause()
    review = pilot.app.screen
    assert isinstance(review, ReviewScreen)
    assert review.session.key == keys[2]
    ReviewSession(store, keys[2], "rosa").take(1)
    await pilot.press("q")
    screen = await rest(pilot)
    assert [one.key for one in screen.shown] == [keys[0], keys[3]]
    await pilot.press("q")
    assert not isinstance(pilot.app.screen, SettleScreen)


async def test_a_review_below_shows_what_was_settled(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", *SAID)
    app = AnnotatorApp(store, "rosa", start="review", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.perform("settle")
        await rest(pilot)
        await pilot.press("enter")
        await rest(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert review.is_current
        assert review.session.key == keys[0]
        assert review.session.layer.status == "approved"
        assert review.session.progress == (1, 1)
    store.close()


async def test_a_project_that_is_busy_is_told_and_nothing_is_lost(walk: Walk) -> None:
    pilot, store, keys = walk
    store.conn.execute("PRAGMA busy_timeout = 20")
    with locked(store):
        await pilot.press("enter")
        screen = await rest(pilot)
        assert "locked" in said(screen)
    await pilot.press("enter")
    await rest(pilot)
    assert statuses(store, keys[0])[GOLD] == "approved"


async def test_blind_hides_every_name(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", *SAID)
    app = AnnotatorApp(store, "rosa", start="library", suggest=False, blind=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        screen = await rest(pilot)
        await pilot.press("w")
        await rest(pilot)
        rows = "\n".join((*painted(screen), said(screen), screen.about()))
        assert not any(name in rows for name in ("ana", "ben", "cem"))
        assert "A, B" in rows or "A, C" in rows or "B, C" in rows
    store.close()
