"""Labels of the article as a whole on the review screen: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.teams import act, project, put
from textual.pilot import Pilot

from annotator.domain.decisions import GOLD, Added, Finished, Noted
from annotator.domain.scheme import Group
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.review_queue import statuses
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.article_labels import ArticleLabels
from annotator.tui.screens.annotate.corrections import CorrectionList
from annotator.tui.screens.review.rules import Preview, ReviewRules
from annotator.tui.screens.review.screen import ReviewScreen

TEXT = "Ada Lovelace sang while Bob ran .\n"
ADA, BOB = Span(0, 12, "PER"), Span(24, 27, "PER")

Walk = tuple[Pilot[None], ReviewScreen]


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    with project(tmp_path / "team.db") as store:
        scheme = store.scheme()
        for name in ("GLAD", "SAD", "SPORT"):
            scheme = scheme.with_label(name, kind="article")
        save_scheme(store, replace(scheme, groups=(Group("tone", "one", ("GLAD", "SAD")),)))
        key = put(store, TEXT)
        act(store, key, "ana", Added(ADA), Added(BOB), Noted("GLAD", on=True), Noted("SPORT", on=True), Finished())
        act(store, key, "ben", Added(ADA), Noted("SAD", on=True), Noted("SPORT", on=True), Finished())
        app = AnnotatorApp(store, "rita", start="review", suggest=False)
        async with app.run_test(size=request.param) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ReviewScreen)
            yield pilot, app.screen


def versions(screen: ReviewScreen) -> str:
    return "\n".join(str(screen.numbered.render_line(row).text) for row in range(screen.numbered.size.height))


def gold(screen: ReviewScreen) -> dict[str, bool]:
    return dict(screen.store.layer(screen.session.key, GOLD).layer.cats)


async def test_versions_are_numbered_and_taken_by_a_digit(walk: Walk) -> None:
    pilot, screen = walk
    shown = versions(screen)
    assert all(word in shown for word in ("article", "tone", " 1 ", "GLAD", " 2 ", "SAD"))
    await pilot.press("2")
    assert gold(screen) == {"SAD": True, "SPORT": True}
    assert screen.session.conflict == screen.session.conflicts[1]
    await pilot.press("1", "right")
    assert "article SAD, SPORT" in versions(screen)
    await pilot.press("s")
    assert statuses(screen.store, screen.session.key)[GOLD] == "approved"


async def test_no_key_approves_while_the_labels_differ(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("tab", "1", "s")
    assert "1 conflict is still open" in screen.message[0]
    assert statuses(screen.store, screen.session.key)[GOLD] == "open"
    await pilot.press("tab")
    assert screen.session.conflict == screen.session.conflicts[0]
    await pilot.press("x", "s")
    assert gold(screen) == {"GLAD": False, "SAD": False, "SPORT": True}


async def test_g_sets_labels_and_settles_what_they_answer(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("g")
    assert isinstance(pilot.app.screen, ArticleLabels)
    await pilot.press("down", "space", "escape")
    assert gold(screen) == {"SAD": True, "SPORT": True}
    assert screen.session.progress == (1, 2)
    await pilot.press("u")
    assert gold(screen) == {"SPORT": True}
    assert screen.session.progress == (0, 2)


async def test_g_that_settles_the_last_conflict_approves_when_it_is_closed(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("tab", "1")
    await pilot.press("g", "down", "space")
    assert statuses(screen.store, screen.session.key)[GOLD] == "open"
    await pilot.press("escape")
    await pilot.pause()
    assert statuses(screen.store, screen.session.key)[GOLD] == "approved"
    assert "All 2 conflicts are settled: approved." in screen.message[0]
    await pilot.press("u")
    assert statuses(screen.store, screen.session.key)[GOLD] == "open"
    pilot.app.settings = replace(pilot.app.settings, approve_settled=False)  # type: ignore[attr-defined]
    await pilot.press("g", "space", "space", "escape")
    assert statuses(screen.store, screen.session.key)[GOLD] == "open"


@pytest.mark.parametrize("key", ["b", "O", "left_square_bracket"])
async def test_keys_for_spans_say_why_they_do_nothing(walk: Walk, key: str) -> None:
    pilot, screen = walk
    await pilot.press(key)
    assert "about the article as a whole" in screen.message[0]
    assert screen.session.progress == (0, 2)


async def test_a_comment_on_it_is_one_on_the_article(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("c", *"why", "enter")
    assert [(one.text, one.span) for one in screen.session.layer.comments] == [("why", None)]


async def test_a_rule_shows_what_it_would_make_of_the_labels(walk: Walk) -> None:
    pilot, screen = walk
    found = [hit async for hit in ReviewRules(screen).discover()]
    hit = next(one for one in found if "as ben has them" in str(one.text))
    hit.command()
    await pilot.pause()
    assert isinstance(pilot.app.screen, Preview)
    await pilot.press("enter")
    assert gold(screen) == {"SAD": True, "SPORT": True}
    assert screen.session.progress == (2, 2)


async def test_what_was_corrected_is_told_to_the_annotator(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("2", "1", "s")
    found = CorrectionList.made(screen.store, screen.session.key, "ana")
    assert found is not None
    await pilot.app.push_screen(found)
    await pilot.pause()
    shown = "\n".join(str(one.render()) for one in pilot.app.screen.query("Static"))
    assert "GLAD" in shown
    assert "gold SAD" in shown
