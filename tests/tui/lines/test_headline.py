from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.storage.queries.people.progress import Progress
from annotator.storage.queries.review_state import ReviewCounts
from annotator.tui.lines.library_lines import library_line
from annotator.tui.lines.parts import Parts
from annotator.tui.lines.review_lines import ReviewTop, review_line

APPROVED = ReviewTop(
    "team.db", (12, 140), "Storm Edda leaves thousands without power", "rosalind", 32, 26, 26, ("approved",)
)


def text(parts: Parts) -> str:
    return "".join(part for part, _ in parts)


@pytest.mark.parametrize("width", [160, 80, 72, 60, 40, 30])
def test_the_top_of_a_review_ends_with_a_whole_word_at_any_width(width: int) -> None:
    shown = text(review_line(APPROVED, width))
    assert cell_len(shown) == width
    assert "approved" in shown
    assert "settled 26 " in shown
    assert ("━" * 10 in shown) == (width > 80)
    assert ("100 %" in shown) == (width > 40)
    assert ("12/140" in shown) == (width >= 40)
    assert ("Storm Edda" in shown) == (width > 120)


def test_progress_is_whole_only_when_nothing_is_left() -> None:
    assert " 99 %" in text(review_line(ReviewTop("p.db", (1, 1), "", "eva", 0, 399, 400), 80))
    assert " 58 %" in text(review_line(ReviewTop("p.db", (1, 1), "", "eva", 0, 29, 50), 80))


@given(st.integers(8, 170), st.text(max_size=60), st.booleans())
def test_the_top_of_the_library_is_never_wider_than_the_screen(width: int, name: str, reviewer: bool) -> None:
    counts = ReviewCounts(1_200, 3, 40) if reviewer else None
    shown = text(library_line(f"{name}.db", name, Progress(20_000, 900, 12, 1_500), counts, width))
    assert cell_len(shown) == width
    if width >= 10:
        assert ("★ 1200 " if reviewer else "● 900 ") in shown


def test_who_does_not_review_sees_no_figures_of_review_and_a_reviewer_who_labels_sees_both() -> None:
    line = text(library_line("p.db", "eva", Progress(6, 2, 0, 4), None, 80))
    assert "● 2 " in line
    assert "50 %" in line
    assert "★" not in line
    line = text(library_line("p.db", "eva", Progress(6, 2, 0, 4), ReviewCounts(3, 1, 0), 80))
    assert "● 2  ★ 3  ↩ 1 " in line
    assert "50 %" in line
