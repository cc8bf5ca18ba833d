"""The guideline as a page: every label with its lines as they were written, at the one that was asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.blank import blank
from textual.containers import VerticalScroll

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.common.guideline import Guideline
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.widgets.guideline_text import GuidelineText

WRITTEN = "Named places.\n\n- with a government, wherever the text speaks of them\n  \x1b[31mred\u202e Bergen"
LABELS = [replace(label, description=WRITTEN, archived=label.name == "LAW") for label in DEFAULT_SCHEME.labels]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as opened:
        yield opened


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (160, 50)])
async def test_every_label_is_there_and_the_one_asked_about_stands_first(store: Store, size: tuple[int, int]) -> None:
    async with AnnotatorApp(store, "eva", suggest=False).run_test(size=size) as pilot:
        page = Guideline(LABELS, {}, "LOC")
        pilot.app.push_screen(page)
        for _ in range(3):
            await pilot.pause()
        text, scroll = page.query_one(GuidelineText), page.query_one(VerticalScroll)
        lines = text.render().plain.split("\n")
        assert text.size.height == len(lines)
        assert max(map(len, lines)) <= text.size.width
        assert not {"\x1b", "\u202e"} & set("".join(lines))
        for label in LABELS:
            assert label.name in lines[text.line_of(label.name)]
        assert text.line_of("LAW") == max(text.line_of(label.name) for label in LABELS)
        assert scroll.scroll_y == text.line_of("LOC") > 0
        await pilot.press("end")
        assert scroll.scroll_y == scroll.max_scroll_y
        await pilot.press("home", "j", "j", "k")
        assert scroll.scroll_y == 1
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_a_label_stands_once_and_those_without_a_guideline_are_counted(store: Store) -> None:
    bare = [replace(label, description="") for label in LABELS[:2]]
    async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(60, 30)) as pilot:
        page = Guideline([*bare, LABELS[2]], {}, "")
        pilot.app.push_screen(page)
        await pilot.pause()
        text = page.query_one(GuidelineText)
        text.show([*bare, LABELS[2]], {}, LABELS[2].name)
        said = text.render().plain
        assert said.count(LABELS[2].name) == 1
        assert said.index(LABELS[2].name) < said.index(bare[0].name)
        assert "2 labels without a guideline: `annotator guide edit NAME` writes one" in " ".join(said.split())
