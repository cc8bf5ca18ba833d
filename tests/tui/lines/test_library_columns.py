"""Columns stand under their heads, whatever their signs, and those without room are counted."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from annotator.config import COLUMNS as NAMES
from annotator.storage.queries.listing.columns import COLUMNS, Cell
from annotator.tui.lines.library_columns import columns_head, columns_shown, columns_text


def test_every_column_can_be_set_and_has_a_width() -> None:
    assert tuple(COLUMNS) == NAMES
    assert columns_shown(NAMES, 400) == NAMES


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("length", 12345, "   12,345"), ("agreement", 0.999, "       99 %"), ("agreement", None, ""),
        ("source", "新華社", "  新華社"), ("source", "A very long source", "  A very long s…"),
        ("by", "\x1b[31mana", "  ␛[31mana"), ("words", 7, "       7"),
        ("language", "de", "  German"), ("language", "xx", "  xx"), ("language", "", ""),
    ],
)  # fmt: skip
def test_a_cell(name: str, value: Cell, said: str) -> None:
    text = columns_text([value], [name])
    assert text.rstrip() == said
    assert cell_len(text) == cell_len(columns_text([None], [name]))


def test_columns_without_room_are_counted() -> None:
    assert columns_shown(("date", "source", "byline"), 80) == ("date",)
    assert "+2 columns" in columns_head(("date", "source", "byline"), 80)[0][0]
    assert cell_len(columns_head(("date", "source"), 120)[0][0]) == 120
    assert columns_head((), 80) == ()
