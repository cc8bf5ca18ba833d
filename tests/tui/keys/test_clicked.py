from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import TEXT, make
from textual.pilot import Pilot

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.clicked import key_at
from annotator.tui.keys.table import acting_in
from annotator.tui.lines.parts import BACK, footer, keys_line, label_bar
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.help import Help
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line


def keys_of(parts: tuple[tuple[str, str], ...]) -> list[str | None]:
    """The keys that are met from left to right."""
    width = sum(len(text) for text, _ in parts)
    met = [key_at(parts, cell) for cell in range(width)]
    return [key for cell, key in enumerate(met) if cell == 0 or key != met[cell - 1]]


@pytest.mark.parametrize("width", [400, 119])
def test_each_key_of_a_footer_is_pressed_where_it_stands(width: int) -> None:
    met = keys_of(footer(acting_in("annotate"), lambda _: True, width))
    edges = ["left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket"]
    assert [key for key in met if key] == [
        *("space", "x", "tab", *edges, "s", "f", "u", "semicolon", "question_mark", "y", "asterisk"),
        *(("v", "enter", "tilde", "q", "ctrl+p") if width == 400 else ()),
    ]


def test_a_word_presses_the_key_before_it_and_a_range_presses_none() -> None:
    parts = keys_line((("a-z", "select"), ("f2", "next theme"), BACK))
    assert keys_of(parts) == [None, "f2", "escape"]


def test_each_label_of_the_bar_is_pressed_and_those_without_room_open_the_list() -> None:
    met = keys_of(label_bar(DEFAULT_SCHEME.active(), {}, {}, 40))
    assert met == [None, "P", "N", "F", "enter"]


async def test_clicks_on_the_lines_act_and_two_clicks_take_a_word(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await clicked(pilot, "x reject")
        assert len(screen.session.layer.rejected) == 1
        row = screen.view.flow.row_at(TEXT.index("agreed"))
        y = next(y for y, line in enumerate(screen.view._lines) if line and line[0] is row and line[1] == 0)
        await pilot.click(ArticleView, offset=(screen.view._page.left + row.cell(TEXT.index("agreed")) + 2, y), times=2)
        await pilot.pause()
        assert screen.session.selection == (TEXT.index("agreed"), TEXT.index("agreed") + len("agreed"))
        await clicked(pilot, "O  ORG", "#labels")
        assert [(held.span.quote(TEXT), held.span.label) for held in screen.session.layer.sorted_held()] == [
            ("agreed", "ORG")
        ]
        await clicked(pilot, "? help")
        assert isinstance(app.screen, Help)
        await clicked(pilot, "esc back", "#answers")
        assert app.screen is screen
    store.close()


async def clicked(pilot: Pilot[None], words: str, line: str = "#keys") -> None:
    at = pilot.app.screen.query_one(line, Line).render().plain.index(words)
    await pilot.click(line, offset=(at, 0))
    await pilot.pause()
    await pilot.pause()
