"""Questions by keys: places of spans in the lens, articles that have such spans in the library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.corpus import corpus
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.config import Settings
from annotator.services.worklists.lists import all_lists
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.lens.ask_prompt import AskPrompt
from annotator.tui.screens.lens.listing import LensList
from annotator.tui.screens.lens.screen import LensScreen
from annotator.tui.screens.lens.strings import StringsScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.widgets.article_list import ArticleList

Walk = tuple[Pilot[None], Store, list[str]]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, keys = corpus(
        tmp_path / "p.db",
        {"ana": "[Caloi|ORG] and Caloi", "ben": "[Caloi|PERSON] and [Caloi|ORG]"},
        {"ana": "[Luigi Caloi|PERSON] in [Rome|GPE]"},
    )
    app = AnnotatorApp(store, "ana", start="library", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        yield pilot, store, keys
    store.close()


async def rest(pilot: Pilot[None]) -> LensList:
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, LensList)
    while screen.reading:
        await pilot.pause(0.02)
    return screen


async def test_what_asks_for_no_span_leaves_the_key_its_meaning(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("slash", *"by:ben", "enter", "ampersand")
    assert isinstance(await rest(pilot), StringsScreen)


def below(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, AskPrompt)
    return str(screen.query_one("#box").query(Static).last().content)


async def test_a_question_is_typed_completed_and_found(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("slash", *"lab", "tab")
    assert isinstance(pilot.app.screen, AskPrompt)
    assert pilot.app.screen.line.value == "label:"
    assert "the label of a span: its name" in below(pilot)
    await pilot.press(*"PERS", "tab", *" by:b", "tab", "enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert lens.about() == "find label:PERSON by:ben"
    assert [(hit.start, hit.said) for hit in lens.lens.hits] == [(0, "ORG")]
    await pilot.press("P")
    assert [span.label for span in store.layer(keys[0], "ana").layer.spans] == ["PERSON"]
    await pilot.press("u", "slash")
    assert isinstance(pilot.app.screen, AskPrompt)
    assert pilot.app.screen.line.value == "label:PERSON by:ben"


async def test_what_makes_no_sense_is_said_and_the_line_stays(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("slash", *"label:ORG by:anna", "enter")
    assert "there is no 'anna'. Did you mean ana?" in below(pilot)
    await pilot.press("space")
    assert "At 14:" in below(pilot)
    await pilot.press(*["backspace"] * 8, *" Caloi", "enter")
    assert (await rest(pilot)).about() == "find label:ORG text:Caloi"


async def test_what_is_found_is_put_on_a_list(walk: Walk) -> None:
    pilot, store, _ = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("slash", *"label:PERSON", "enter")
    lens = await rest(pilot)
    await pilot.press("l", *"people", "enter")
    assert "On the list “people”: 2 new, 2 places to see: r in the library goes through it." in lens._told[0]
    await pilot.press("space", "l", *"people", "enter")
    assert "0 new, 2 places to see" in lens._told[0]
    assert [one.places for one in all_lists(store)] == [2]
    await pilot.press("l", "escape", "l", "space", "enter")
    assert len(all_lists(store)) == 1


async def test_case_and_layer_are_changed_under_a_question(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("slash", *"caloi -label:ORG", "enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert lens.lens.hits == []
    await pilot.press("c")
    await rest(pilot)
    assert lens.about() == "find text:caloi -label:ORG, any case"
    assert [hit.start for hit in lens.lens.hits] == [6]
    await pilot.press("tab")
    assert lens.whose == "gold"


async def test_the_library_lists_the_articles_of_such_spans(walk: Walk) -> None:
    pilot, _, keys = walk
    library = pilot.app.screen
    assert isinstance(library, LibraryScreen)
    await pilot.press("slash", *"label:PERSON by:ben", "enter")
    articles = library.query_one(ArticleList)
    assert articles.row
    assert articles.row.entry.key == keys[0]
    assert library.listing.total() == 1
    assert "1 article matches · & shows the places, / asks anew" in str(library.facts.render())
    await pilot.press("ampersand")
    lens = await rest(pilot)
    assert lens.about() == "find label:PERSON by:ben"
    await pilot.press("q", "slash", *" when:>=2200", "enter")
    assert library.listing.total() == 0
    await pilot.press("escape", "slash", *"quote:rome", "enter")
    assert library.listing.total() == 1
    await pilot.press("slash", *" text:Luigi text:Rome", "enter", "ampersand")
    await pilot.pause()
    assert "No place has two strings" in str(library.facts.render())
