"""Changes between tags gone through by keys: filtered, compared with others, opened in their articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.claiming import LUND, PORT, UHW, decided, made
from support.corpus import corpus
from support.teams import act
from textual.pilot import Pilot

from annotator.domain.claims.values import Relation
from annotator.domain.decisions import (
    Added,
    Claimed,
    Commented,
    Event,
    Finished,
    Relabelled,
    Removed,
    Reopened,
    Withdrawn,
)
from annotator.domain.span import Span
from annotator.services.exporting.tags import remove_tag, set_tag
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.changes.screen import ChangesScreen
from annotator.tui.screens.review.screen import ReviewScreen

SAID = (
    {"ana": "[Ed\x1b|PERSON] met [Bo|ORG] in [Ur|GPE]", "ben": "[Ed\x1b|PERSON] met Bo in Ur"},
    {"ana": "[Al|ORG] ran", "ben": "[Al|PERSON] ran"},
)
Walk = tuple[Pilot[None], Store, list[str]]


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    store, keys = corpus(tmp_path / "p.db", *SAID)
    set_tag(store, "v1", by="rosa")
    act(store, keys[0], "ana", Relabelled(Span(8, 10, "ORG"), "PERSON"), Removed(Span(14, 16, "GPE")))
    act(store, keys[1], "ana", Relabelled(Span(0, 2, "ORG"), "PERSON"))
    set_tag(store, "v2", by="rosa")
    act(store, keys[1], "ben", Added(Span(3, 6, "EVENT")))
    app = AnnotatorApp(store, "ana", start="library", suggest=False)
    async with app.run_test(size=request.param) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        yield pilot, store, keys
    store.close()


def at(pilot: Pilot[None]) -> ChangesScreen:
    assert isinstance(pilot.app.screen, ChangesScreen)
    return pilot.app.screen


def painted(screen: ChangesScreen) -> str:
    return "\n".join(strip.text for strip in map(screen.rows.render_line, range(screen.rows.size.height)))


def said(screen: ChangesScreen) -> str:
    return " ".join(str(screen.query_one(f"#{name}").render()) for name in ("facts", "keys"))


async def test_it_begins_with_what_was_done_since_the_last_tag(walk: Walk) -> None:
    pilot, _, _ = walk
    assert "changes v2 → now · gold, else yours" in at(pilot).about()
    assert at(pilot).head() == "0 changes · 2 articles"
    await pilot.press("enter")
    assert "There is no change here." in said(at(pilot))
    await pilot.press("w", "w")
    assert at(pilot).head() == "1 change: added 1 · 4 layers"
    assert "EVENT  ben" in painted(at(pilot))


async def test_each_change_has_its_text_around_and_its_labels(walk: Walk) -> None:
    pilot, _, keys = walk
    await pilot.press("left_square_bracket", "left_curly_bracket")
    screen = at(pilot)
    assert screen.head() == "3 changes: relabelled 2, removed 1 · 2 articles"
    rows = painted(screen)
    assert "met [Bo] in Ur" in rows
    assert "ORG → PERSON  ana" in rows
    assert "Bo in [Ur]" in rows
    assert "\x1b" not in rows
    assert screen.facts().startswith(f"1 of 3 · {keys[0][:12]}:8")
    await pilot.press("left_curly_bracket")
    assert "There is no earlier state to compare." in said(screen)


async def test_only_some_are_shown(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("left_square_bracket", "left_curly_bracket", "tab")
    assert at(pilot).about().endswith("only relabelled")
    assert at(pilot).head().startswith("2 of 3 changes")
    await pilot.press("tab", "tab", "down", "down", "f")
    assert at(pilot).about().endswith("only ORG → PERSON")
    assert (len(at(pilot).shown), at(pilot).rows.cursor) == (2, 1)
    await pilot.press("f", "home")
    assert (len(at(pilot).shown), at(pilot).rows.cursor) == (3, 0)


async def test_enter_opens_the_article_at_the_place_and_q_comes_back(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("left_square_bracket", "down", "down", "enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    assert screen.session.article.key == keys[1]
    act(store, keys[0], "ana", Commented("why?"), Added(Span(14, 16, "LOC")))
    await pilot.press("q")
    await pilot.pause()
    assert at(pilot).rows.cursor == 2
    assert at(pilot).head().startswith("3 changes: relabelled 3")
    await pilot.press("w", "w", "end", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReviewScreen)
    await pilot.press("q", "q")
    assert pilot.app.screen.SCOPE == "library"


async def test_a_tag_that_is_taken_away_meanwhile_is_none(walk: Walk) -> None:
    pilot, store, _ = walk
    remove_tag(store, "v1")
    await pilot.press("left_square_bracket")
    assert at(pilot).diff.changes == []


async def test_blind_nobody_is_named(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", *SAID)
    set_tag(store, "v1", by="rosa")
    for name in ("ana", "ben"):
        act(store, keys[1], name, Added(Span(3, 6, "EVENT")))
    app = AnnotatorApp(store, "ana", start="library", suggest=False, blind=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", "w", "w")
        await pilot.pause()
        rows = painted(at(pilot))
        assert "EVENT  ana" in rows
        assert "EVENT  somebody" in rows
        assert "ben" not in rows
    store.close()


async def test_without_a_tag_it_says_how_one_is_set(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", *SAID)
    app = AnnotatorApp(store, "ana", start="library", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        assert "ctrl+p, then Tag, names this state." in painted(at(pilot))
        await pilot.press("tab", "w", "left_square_bracket", "q")
    store.close()


async def test_changes_of_claims_are_listed_behind_those_of_spans(tmp_path: Path) -> None:
    store, key = made(tmp_path / "news.db")
    with store:
        decided(store, key, [Claimed(Relation(LUND, "head_of", PORT)), Finished()])
        set_tag(store, "v1", by="rosa")
        changed: list[Event] = [Withdrawn(Relation(LUND, "head_of", PORT)), Claimed(Relation(LUND, "member_of", PORT))]
        decided(store, key, [Reopened(), *changed, Relabelled(UHW, "GPE"), Finished()])
        async with AnnotatorApp(store, "ana", start="library", suggest=False).run_test(size=(100, 30)) as pilot:
            await pilot.press("w")
            await pilot.pause()
            assert at(pilot).head() == "2 changes: relabelled 1, relation relabelled 1 · 1 article"
            assert "member_of “Tor Lund” → “Halvik Port Authority”, was head_of" in painted(at(pilot))
            await pilot.press("tab", "tab")
            assert at(pilot).about().endswith("only relation relabelled")
            await pilot.press("f")
            assert at(pilot).about().endswith("only relation relabelled head_of → member_of")
            assert at(pilot).head().startswith("1 of 2 changes")
