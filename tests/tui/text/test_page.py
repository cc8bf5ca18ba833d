from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.tui.text.marks import Mark
from annotator.tui.text.page import MEASURE, Display, Page, measure
from annotator.tui.text.viewport import marker

TEXT = "\n\n".join(f"{number} " + "word of some length " * 14 for number in range(30))


class Marks:
    """Marks that change, as a session's do."""

    def __init__(self) -> None:
        self.all: list[Mark] = []

    def touching(self, start: int, end: int) -> list[Mark]:
        return [mark for mark in self.all if mark.span.start < end and mark.span.end > start]


def page_of(marks: Marks, width: int = 60, height: int = 20, text: str = TEXT, display: Display = "lanes") -> Page:
    page = Page(text, marks.touching)
    page.set_display(display)
    page.fit(width, height)
    return page


SPANS = st.builds(lambda a, n: Span(a, min(a + n, len(TEXT)), "ORG"), st.integers(0, 3000), st.integers(1, 90))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), SPANS),
        st.tuples(st.just("suggest"), SPANS),
        st.tuples(st.just("focus"), SPANS),
        st.tuples(st.just("drop"), st.just(Span(0, 1, "X"))),
    ),
    max_size=12,
)


def carry_out(page: Page, marks: Marks, step: str, span: Span) -> None:
    if step == "drop":
        if marks.all:
            gone = marks.all.pop()
            page.forget(gone.span.start, gone.span.end)
    elif step == "focus":
        if marks.all:
            page.set_focus(marks.all[span.start % len(marks.all)].span)
    elif span not in [mark.span for mark in marks.all]:
        marks.all.append(Mark(span, "decided" if step == "decide" else "open", 0.5))
        page.forget(span.start, span.end)


@settings(deadline=None)
@given(STEPS, st.integers(0, 3000), st.integers(0, 40), st.sampled_from(["lanes", "sparse"]))
def test_whatever_is_decided_the_cursors_row_keeps_its_line(
    steps: list[tuple[str, Span]], cursor: int, scrolled: int, display: Display
) -> None:
    marks = Marks()
    page = page_of(marks, display=display)
    page.set_cursor(cursor, cursor + 1)
    page.reveal(cursor, gentle=False)
    page.scroll(scrolled - 20)
    for step, span in steps:
        y, opened = page.line_at(cursor), dict(page._opened)
        carry_out(page, marks, step, span)
        if y is not None:
            assert page.line_at(cursor) == y
        assert all(page._opened[row] >= lanes for row, lanes in opened.items()), "lanes that opened stay open"


@settings(deadline=None)
@given(STEPS, st.integers(0, len(TEXT)), st.integers(6, 40))
@example([("decide", Span(479, 569, "ORG")), ("decide", Span(480, 569, "ORG"))], 775, 9)
def test_the_window_shows_rows_in_order_without_gaps(steps: list[tuple[str, Span]], cursor: int, height: int) -> None:
    marks = Marks()
    page = page_of(marks, height=height)
    for step, span in steps:
        carry_out(page, marks, step, span)
    page.set_cursor(cursor, cursor + 1)
    page.reveal(cursor, gentle=bool(cursor % 2))
    assert len(page.lines) == height
    shown = [line for line in page.lines if line is not None]
    for (row, lane), (below, next_lane) in pairwise(shown):
        if next_lane == 0:
            assert page.flow.after(row) is below
            assert lane == page.lines_of(row) - 1
        else:
            assert (row is below) and next_lane == lane + 1
    assert page.line_at(cursor) is not None


@given(st.lists(st.integers(-50, 50), max_size=8))
def test_scrolling_stays_between_the_first_and_the_last_line(ways: list[int]) -> None:
    page = page_of(Marks())
    for lines in ways:
        before = page.lines
        page.scroll(lines)
        assert page.lines[0] is not None or page.top == 0
        at_an_end = any(line and line[0].end == len(TEXT) for line in page.lines) if lines > 0 else page.top == 0
        assert lines == 0 or page.lines != before or at_an_end
        assert sum(line is None for line in page.lines) <= 2
    page.scroll(-10_000)
    assert page.top == 0
    page.scroll(10_000)
    assert any(line and line[0].end == len(TEXT) for line in page.lines)


def test_a_suggestion_that_comes_late_moves_nothing() -> None:
    marks = Marks()
    page = page_of(marks)
    before = [line and (line[0].start, line[1]) for line in page.lines]
    marks.all = [Mark(Span(at, at + 30, "ORG"), "open", 0.5) for at in range(0, 900, 10)]
    page.forget(0, len(TEXT))
    assert [line and (line[0].start, line[1]) for line in page.lines] == before


def test_sparse_lanes_lie_only_where_something_is_or_was() -> None:
    marks = Marks()
    page = page_of(marks, display="sparse")
    first, second = page.flow.row_at(0), page.flow.row_at(60)
    assert (page.lines_of(first), page.lines_of(second)) == (1, 1)
    marks.all = [Mark(Span(0, 6, "ORG"), "open", 0.5)]
    page.forget(0, 6)
    assert (page.lines_of(first), page.lines_of(second)) == (2, 1)
    marks.all.clear()
    page.forget(0, 6)
    assert page.lines_of(first) == 2, "what one has just rejected pulls no row up"


def test_a_lane_that_opens_above_moves_only_what_lies_above() -> None:
    marks = Marks()
    page = page_of(marks)
    page.set_cursor(600, 601)
    page.reveal(600, gentle=False)
    before = [line and (line[0].start, line[1]) for line in page.lines]
    y = page.line_at(600)
    assert y is not None
    above = page.flow.row_at(540)
    marks.all = [Mark(Span(above.start, above.start + 20, "ORG"), "decided")]
    marks.all.append(replace(marks.all[0], span=Span(above.start, above.start + 4, "GPE")))
    page.forget(above.start, above.end)
    after = [line and (line[0].start, line[1]) for line in page.lines]
    assert after[y:] == before[y:]
    assert after != before


def test_the_place_comes_back_by_its_offset() -> None:
    page = page_of(Marks())
    page.scroll(37)
    again = page_of(Marks())
    again.show_at_top(page.top)
    assert again.top == page.top


def test_a_new_width_keeps_the_cursors_row_on_its_line() -> None:
    page = page_of(Marks())
    page.set_cursor(1500, 1501)
    page.reveal(1500, gentle=False)
    y = page.line_at(1500)
    page.fit(100, 20)
    assert page.line_at(1500) == y
    assert page.flow.width == MEASURE


def test_only_what_has_a_lane_is_coloured() -> None:
    marks = Marks()
    marks.all = [Mark(Span(2, 20, "ORG"), "open", 0.9), Mark(Span(2, 6, "NORP"), "open", 0.2)]
    page = page_of(marks)
    row = page.flow.row_at(0)
    assert page.look(row).marks == (marks.all[0],)
    page.set_focus(marks.all[1].span)
    assert set(page.look(row).marks) == set(marks.all)


def test_search_hits_selection_and_cursor_are_clipped_to_their_rows() -> None:
    page = page_of(Marks())
    row = page.flow.row_at(0)
    page.set_finds([(1, 3), (row.end - 1, row.end + 4)], (1, 3))
    page.set_selection((4, row.end + 10))
    page.set_cursor(4, 5)
    layers = page.look(row).layers
    assert layers == (
        (1, 3, "find"),
        (row.end - 1, row.end, "find"),
        (1, 3, "found"),
        (4, row.end, "selection"),
        (4, 5, "cursor"),
    )


def test_the_cursor_can_stand_behind_the_last_code_point() -> None:
    page = page_of(Marks(), text="end")
    page.set_cursor(3, 3)
    assert page.look(page.flow.row_at(3)).layers == ((3, 4, "cursor"),)


@pytest.mark.parametrize("width", range(1, 200, 7))
def test_the_measure_is_comfortable_and_fits(width: int) -> None:
    for display in ("lanes", "sparse", "compact", "plain"):
        left, text = measure(width, display)
        assert text <= MEASURE
        assert left >= 1
        if width >= 30:
            assert left + text + 2 <= width
    assert measure(80, "lanes") == (4, 72)
    assert measure(160, "lanes") == (36, 88)


def test_plain_and_compact_display_have_no_lanes() -> None:
    marks = Marks()
    marks.all = [Mark(Span(0, 6, "ORG"), "decided")]
    page = page_of(marks)
    displays: tuple[tuple[Display, int], ...] = (("plain", 0), ("compact", 1))
    for display, tags in displays:
        page.set_display(display)
        page.fit(60, 20)
        look = page.look(page.flow.row_at(0))
        assert (page.lines_of(look.row), look.lanes, len(look.tags)) == (1, (), tags)
        assert look.marks == (marks.all[0],)


@given(st.integers(3, 60), st.integers(0, len(TEXT) - 1))
def test_the_mark_lies_in_the_window_as_the_window_in_the_article(height: int, cursor: int) -> None:
    page = page_of(Marks(), height=height)
    page.reveal(cursor, gentle=False)
    mark, rows = marker(page.lines, len(TEXT)), [line[0] for line in page.lines if line]
    assert 0 <= mark.start < mark.stop <= height
    assert (rows[0].start > 0 or mark.start == 0) and (rows[-1].end < len(TEXT) or mark.stop == height)
    assert abs(mark.start / height - rows[0].start / len(TEXT)) <= 1.5 / height
    assert marker(page.lines, rows[-1].end - rows[0].start) == range(0)


@given(st.integers(30, 100), st.integers(30, 100), st.integers(0, len(TEXT) - 1))
@example(30, 79, 8181)
def test_a_page_fitted_anew_begins_with_a_row_and_not_below_its_text(before: int, after: int, cursor: int) -> None:
    page = page_of(Marks(), before)
    page.set_cursor(cursor, cursor + 1)
    page.reveal(cursor, gentle=False)
    page.fit(after, 20)
    first = page.lines[0]
    assert first is None or first[1] == 0
