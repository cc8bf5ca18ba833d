"""The guideline beside the text: it follows what is focused once that rests, and tells how others label the words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.desks import TEXT, at, make
from support.teams import act
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Finished
from annotator.errors import TookTooLong
from annotator.services.reporting import elsewhere
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.guideline import Guideline
from annotator.tui.screens.review.screen import ReviewScreen
from annotator.tui.widgets.guideline_text import GuidelineText

ALIKE = "Valdora wins. Valdora again."


def app(path: Path, *, blind: bool = False) -> AnnotatorApp:
    """An app in which ben has labelled the same words in another article."""
    store, _ = make(path)
    article = Article.of(ALIKE)
    with store.write():
        store.add_article(article, "2026-01-02T00:00:00.000000Z")
    places = [at("Valdora", "GPE", text=ALIKE), at("Valdora", "ORG", 1, text=ALIKE)]
    act(store, article.key, "ben", *map(Added, places), Finished())
    scheme = store.scheme()
    labels = tuple(replace(one, examples=("Valdora",)) if one.name == "GPE" else one for one in scheme.labels)
    save_scheme(store, replace(scheme, labels=labels, blind=blind))
    return AnnotatorApp(store, "ana", article=Article.of(TEXT).key, start="annotate", suggest=False)


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    made = app(tmp_path / "p.db")
    async with made.run_test(size=(140, 40)) as walk:
        await walk.pause()
        yield walk
    made.store.close()


def beside(pilot: Pilot[None]) -> str:
    """What stands beside the text, or ""."""
    found = [panel for panel in pilot.app.screen.query("#guide") if panel.display]
    return found[0].query_one(GuidelineText).render().plain if found else ""


async def rest(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause(0.15)


async def test_it_shows_the_focused_label_its_examples_and_how_others_label_the_words(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    screen.session.go_to(at("Valdora", "GPE"))
    await pilot.press("d")
    await rest(pilot)
    lines = [line.strip() for line in beside(pilot).splitlines()]
    assert lines[0] == "G   GPE"
    assert "• Valdora" in lines[:5]
    assert "“Valdora” elsewhere, by others: GPE 1, ORG 1." in " ".join(lines[:8])
    assert "CARDINAL" in beside(pilot)
    await pilot.press("tab")
    await rest(pilot)
    assert not beside(pilot).startswith(" G   GPE")
    await pilot.press("d")
    assert beside(pilot) == ""


async def test_without_a_focus_it_is_the_whole_guideline_and_scrolls(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    screen.session.move(TEXT.index("opens"))
    await pilot.press("d", "ctrl+up")
    await rest(pilot)
    assert beside(pilot).strip().startswith("P   PERSON")
    await pilot.press("ctrl+down", "ctrl+down")
    assert screen.query_one("#guide").scroll_y == 6


async def test_in_a_narrow_terminal_it_is_a_page(pilot: Pilot[None]) -> None:
    await pilot.resize_terminal(100, 30)
    await rest(pilot)
    await pilot.press("d")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Guideline)
    await pilot.press("d")


async def test_it_goes_where_the_terminal_gets_narrow_and_comes_back(pilot: Pilot[None]) -> None:
    await pilot.press("d")
    await pilot.resize_terminal(90, 30)
    await rest(pilot)
    assert beside(pilot) == ""
    await pilot.resize_terminal(140, 30)
    await rest(pilot)
    assert beside(pilot)


async def test_who_is_blind_is_not_told_what_others_decided(tmp_path: Path) -> None:
    made = app(tmp_path / "p.db", blind=True)
    async with made.run_test(size=(140, 40)) as pilot:
        await pilot.press("d")
        await rest(pilot)
        assert beside(pilot)
        assert "elsewhere" not in beside(pilot)
    made.store.close()


async def test_what_takes_too_long_to_count_is_asked_once_and_said(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def too_long(_store: Store, quote: str, *_: str) -> list[tuple[str, int]]:
        asked.append(quote)
        raise TookTooLong("too long")

    monkeypatch.setattr(elsewhere, "labels_elsewhere", too_long)
    await pilot.press("d")
    await rest(pilot)
    await pilot.press("tab")
    await rest(pilot)
    assert "takes too long to count" in " ".join(beside(pilot).split())
    assert len(asked) == 1


async def test_in_a_review_it_stands_beside_the_text_too(tmp_path: Path) -> None:
    made = app(tmp_path / "p.db")
    async with made.run_test(size=(160, 40)) as pilot:
        made.review(Article.of(ALIKE).key)
        await pilot.pause()
        assert isinstance(made.screen, ReviewScreen)
        await pilot.press("j", "d")
        await rest(pilot)
        assert beside(pilot).strip().startswith(("G   GPE", "O   ORG"))
    made.store.close()


async def test_a_span_becomes_an_example_by_a_key_and_the_page_shows_what_stands_there(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    screen.session.go_to(at("Valdora", "GPE"))
    await pilot.press("percent_sign")
    label = screen.session.scheme.known("GPE")
    assert len(label.examples) == 2
    assert label.examples[1].startswith(screen.session.key)
    assert screen.session.focus is not None
    await pilot.press("d")
    await rest(pilot)
    assert "[Valdora]" in beside(pilot)
    await pilot.press("percent_sign")
    await rest(pilot)
    assert screen.session.scheme.known("GPE").examples == ("Valdora",)
    assert "[Valdora]" not in beside(pilot)


async def test_what_is_included_excluded_and_noted_stands_in_the_guideline(tmp_path: Path) -> None:
    made = app(tmp_path / "p.db")
    changed = made.store.scheme().with_change("GPE", include="cities", exclude="rivers", notes="Ask Lea.")
    save_scheme(made.store, changed)
    async with made.run_test(size=(140, 40)) as walk:
        await walk.pause()
        screen = walk.app.screen
        assert isinstance(screen, AnnotateScreen)
        screen.session.go_to(at("Valdora", "GPE"))
        await walk.press("d")
        await rest(walk)
        lines = [line.strip() for line in beside(walk).splitlines()]
        assert {"+  cities", "−  rivers", "Ask Lea."} <= set(lines)
    made.store.close()


@pytest.mark.parametrize("width", [158, 159, 160, 161, 162])
async def test_it_stays_or_stays_away_beside_the_list(pilot: Pilot[None], width: int) -> None:
    await pilot.resize_terminal(width, 40)
    await pilot.press("d", "t")
    await rest(pilot)
    shown = bool(beside(pilot))
    for key in ("tab", "j", "k", "tab"):
        await pilot.press(key)
        await rest(pilot)
        assert bool(beside(pilot)) == shown


async def test_a_list_beside_it_leaves_the_text_more_room(pilot: Pilot[None]) -> None:
    await pilot.resize_terminal(160, 40)
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    await pilot.press("t")
    await rest(pilot)
    alone = screen.spans.size.width
    await pilot.press("d")
    await rest(pilot)
    assert beside(pilot)
    assert screen.spans.size.width < alone
    await pilot.press("d")
    await rest(pilot)
    assert screen.spans.size.width == alone
