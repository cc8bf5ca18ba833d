"""The review of claims by keys: task after task, each conflict a key; what is shown, and what the project holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.claiming import HPA, HPA_AGAIN, LUND, PORT, SPANS, TOWN, TOWN_AGAIN, UHW, UNION
from support.reviewed_claims import BASED, HEADS, project
from support.teams import finish, put
from support.teams import project as spans_only
from textual.pilot import Pilot

from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.services.project.doctor import check_up
from annotator.storage.claims.read import read_claims
from annotator.storage.queries.review_queue import statuses
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import WITHHELD
from annotator.tui.screens.annotate.missed.hints import Hints
from annotator.tui.screens.review.screen import ReviewScreen

Walk = tuple[Pilot[None], ReviewScreen]


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def walk(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Walk]:
    store, _ = project(tmp_path / "strike.db")
    with store:
        app = AnnotatorApp(store, "rita", start="review", suggest=False)
        async with app.run_test(size=request.param) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ReviewScreen)
            yield pilot, app.screen


def line(screen: ReviewScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


def gold(screen: ReviewScreen) -> ClaimsMade:
    return read_claims(screen.store.conn, screen.store.article_id(screen.session.key), GOLD)


def together(screen: ReviewScreen) -> set[frozenset[object]]:
    return {frozenset(one.mentions) for one in gold(screen).entities if len(one.mentions) > 1}


def letters(screen: ReviewScreen, span: Span) -> str:
    hints = screen.app.screen
    assert isinstance(hints, Hints)
    return next(letters for letters, there in hints.spans.items() if there == span)


async def test_a_whole_review_is_a_key_a_conflict_and_one_a_task(walk: Walk) -> None:
    pilot, screen = walk
    assert "names ✓ SAME 1 who ✓ ties ✓ facts 2" in line(screen, "top")
    assert "b = a  Halvik Port Authority" in line(screen, "versions")
    assert "b ≠ a" in line(screen, "versions")
    await pilot.press("1")
    assert "tab goes on to who, 1 conflict" in line(screen, "facts")
    assert together(screen) == {*map(frozenset, ((PORT, HPA, HPA_AGAIN), (UNION, UHW), (TOWN, TOWN_AGAIN)))}
    await pilot.press("tab")
    assert "WHO 1 ties 1" in line(screen, "top")
    assert "not in the base newsroom" in line(screen, "versions")
    await pilot.press("2", "semicolon")
    assert "Tor Lund head_of Halvik Port Authority" in line(screen, "versions")
    assert "head_of" in line(screen, "labels")
    await pilot.press("1", "semicolon")
    assert "mention: name (default)" in line(screen, "versions") or "role: chair" in line(screen, "versions")
    await pilot.press("1", "1")
    assert "All 5 conflicts are settled: approved" in line(screen, "facts")
    assert statuses(screen.store, screen.session.key)[GOLD] == "approved"
    found = gold(screen)
    assert {HEADS, BASED} <= found.relations.keys()
    assert Link(PORT, "newsroom", "") in found.links
    assert {Attribute(UHW, "mention", "nominal"), Attribute(LUND, "role", "chair")} <= found.attributes.keys()
    assert check_up(screen.store).problems == []


async def test_a_letter_is_a_relation_of_ones_own(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("P")
    assert "Letters give labels in names" in line(screen, "facts")
    await pilot.press("1", "semicolon", "1", "semicolon", "Z")
    assert "No relation has the key Z" in line(screen, "facts")
    await pilot.press("P")
    assert Relation(PORT, "opposes", LUND) in gold(screen).relations


async def test_letters_point_at_another_entity_and_another_end(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("f")
    await pilot.press(*letters(screen, UNION))
    assert frozenset((UNION, UHW, HPA_AGAIN)) in together(screen)
    await pilot.press("semicolon", "1", "semicolon", "f")
    await pilot.press(*letters(screen, TOWN))
    assert Relation(LUND, "head_of", TOWN) in gold(screen).relations


async def test_what_gold_has_off_any_conflict_is_taken_away_and_comes_back(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("1")
    screen.session.conflict = None
    screen.session.go_to(UHW)
    screen.refresh_view()
    assert "= Union of Harbour Workers" in line(screen, "versions")
    await pilot.press("x")
    assert frozenset((UNION, UHW)) not in together(screen)
    await pilot.press("u")
    assert frozenset((UNION, UHW)) in together(screen)
    screen.session.go_to_task("ties")
    screen.session.go_to(TOWN)
    screen.session.conflict = None
    await pilot.press("x")
    assert BASED not in gold(screen).relations
    assert check_up(screen.store).problems == []


async def test_keys_for_spans_say_why_they_do_nothing(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("b")
    assert "what is said of spans" in line(screen, "facts")
    await pilot.press("right_square_bracket")
    assert "ruled on in names" in line(screen, "facts")
    await pilot.press("s")
    assert "3 conflicts are still open: tab goes there" in line(screen, "facts")


async def test_undo_goes_to_the_task_in_which_it_was(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("1", "semicolon", "1", "semicolon")
    assert "TIES" in line(screen, "top")
    await pilot.press("u")
    assert "WHO 1" in line(screen, "top")
    assert "head_of" not in line(screen, "labels")
    await pilot.press("c", *"because", "enter")
    assert "because" in line(screen, "versions")


async def test_what_is_left_out_is_counted_and_told(tmp_path: Path) -> None:
    store, _ = project(tmp_path / "strike.db", [one for one in SPANS if one != PORT])
    with store:
        app = AnnotatorApp(store, "rita", start="review", suggest=False)
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            await pilot.press("x", "semicolon", "semicolon", "semicolon")
            screen.session.conflict = None
            screen.refresh_view()
            told = "3 claims are left out that rest on spans that are not gold: ana 3, as “Halvik Port Authority"
            assert told in line(screen, "versions")


async def test_a_scheme_of_spans_has_none_of_it(tmp_path: Path) -> None:
    with spans_only(tmp_path / "team.db") as store:
        finish(store, put(store, "Ada met Bob ."), {"ana": [Span(0, 3, "PER")], "ben": [Span(0, 3, "ORG")]})
        app = AnnotatorApp(store, "rita", start="review", suggest=False)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            assert "≠ 1" in line(screen, "top")
            for key in ("semicolon", "f"):
                await pilot.press(key)
                assert screen.session.task == "names"
            assert {"next_task", "point"}.isdisjoint(one.verb for one in screen.available())
            assert {screen.keymap[one] for one in ("review_task", "review_point")} == {WITHHELD}
