from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.tui.lines.figures import SHORT, column, figure, short_names
from annotator.tui.lines.parts import bar


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6, unique=True))
def test_short_names_fit_and_each_name_has_one(names: list[str]) -> None:
    short = short_names(names)
    assert [*short] == names
    assert all(cell_len(cells) <= SHORT for cells in short.values())


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["ada", "ben"], ["ada", "ben"]),
        (["gum-V8.0.0", "gum-V11.1.0"], ["8.0.0", "11.1.0"]),
        (["annotator", "annotator2"], ["an…tator", "an…ator2"]),
        (["alexandra-1", "alexandra-2", "ben"], ["al…dra-1", "al…dra-2", "ben"]),
        (["alone-with-a-long-name"], ["alone-w…"]),
    ],
)
def test_short_names_can_be_told_apart(names: list[str], wanted: list[str]) -> None:
    assert list(short_names(names).values()) == wanted


@given(st.floats(-1, 2), st.integers(0, 60))
def test_a_bar_has_its_cells(share: float, cells: int) -> None:
    assert sum(cell_len(text) for text, _ in bar(share, cells)) == cells


@given(st.text(max_size=30), st.integers(0, 30))
def test_a_column_has_its_cells_and_nothing_that_acts(text: str, cells: int) -> None:
    shown = column(text, cells)
    assert cell_len(shown) == cells
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("value", "wanted"), [(1.0, "1.00"), (0.9999, "0.99"), (0.994, "0.99"), (None, " -  "), (0.0, "0.00")]
)
def test_only_what_is_one_is_shown_as_one(value: float | None, wanted: str) -> None:
    assert figure(value) == wanted
