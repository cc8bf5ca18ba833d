from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from annotator.tui.text.graphemes import grapheme_edge, graphemes, spaced
from annotator.tui.text.rows import _LONG, _NOT_PLAIN, MIN_WIDTH, Flow, Row

WORDS = st.sampled_from(
    [
        *(
            "a",
            "harbour",
            "x" * 30,
            "“Ana-Lucía”",
            "東京で会見、",
            "é",
            "👍🏽",
            "👨\u200d👩\u200d👧",
            "🇩🇪",
            "\t",
            "\x1b[31m",
        ),
        *("—", "well-known", "שלום", "हिन्दी", "می\u200cخواهم", "\r\n", "\n", "\n\n", "\u0301", "❤\ufe0f", "\u200b"),
        *("...", "1/2", "(「一」)", "\r"),
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(WORDS, st.text(max_size=4), st.just(" ")), max_size=60).map("".join),
    st.lists(WORDS).map(" ".join),
)
WIDTHS = st.integers(MIN_WIDTH, 40)


def rows_of(text: str, width: int) -> list[Row]:
    return list(Flow(text, width).rows())


@given(TEXTS, WIDTHS)
def test_every_code_point_belongs_to_exactly_one_row(text: str, width: int) -> None:
    rows = rows_of(text, width)
    assert rows[0].start == 0
    assert rows[-1].end == len(text)
    for above, below in pairwise(rows):
        assert above.end == below.start
    assert all(row.start < row.end for row in rows) or text == ""


@given(TEXTS, WIDTHS)
@example("(「一」) \u0301", 8)
@example(" aa(「一」)", 8)
def test_rows_are_no_wider_than_asked_but_for_one_blank(text: str, width: int) -> None:
    for row in rows_of(text, width):
        assert row.width <= width + (row.shown.endswith(" "))
        assert row.cells is None or len(row.cells) == len(row.shown) + 1


@given(TEXTS, WIDTHS)
def test_offset_to_cell_to_offset_is_the_identity_at_graphemes(text: str, width: int) -> None:
    flow = Flow(text, width)
    for start, end, _ in graphemes(text):
        row = flow.row_at(start)
        assert row.start <= start < row.end
        if start < row.stop:
            assert row.offset(row.cell(start)) == start
            assert all(row.offset(cell) in range(start, end) for cell in range(row.cell(start), row.cell(start) + 1))


CLUSTERS = ("e\u0301a", "👍🏽!", "👨\u200d👩\u200d👧x", "❤\ufe0f\u200d🔥", "🇩🇪🇫🇷", "1\ufe0f\u20e3", "שָׁלוֹם")


@pytest.mark.parametrize("text", [*CLUSTERS, "\u1112\u1161\u11ab", "می\u200cخ", "a\u200db"])
def test_graphemes_are_those_of_unicode(text: str) -> None:
    assert [text[a:b] for a, b, _ in graphemes(text)] == regex.findall(r"\X", text)


def test_an_edge_is_found_within_a_long_text() -> None:
    text = "e\u0301" * 200
    assert [grapheme_edge(text, near) for near in (100, 101, 399)] == [100, 100, 398]


@given(TEXTS, WIDTHS)
def test_the_shown_text_takes_the_cells_that_are_told(text: str, width: int) -> None:
    for row in rows_of(text, width):
        assert sum(map(get_character_cell_size, spaced(row.shown))) == row.width


@given(TEXTS, WIDTHS)
def test_walking_down_and_up_gives_the_same_rows(text: str, width: int) -> None:
    flow = Flow(text, width)
    down = [flow.row_at(0)]
    while row := flow.after(down[-1]):
        down.append(row)
    up = [flow.row_at(len(text))]
    while row := flow.before(up[-1]):
        up.append(row)
    assert down == up[::-1] == list(flow.rows())
    assert all(flow.row_at(row.start) is row and flow.row_at(row.end - 1) is row for row in down if text)


@given(TEXTS, WIDTHS)
def test_grapheme_steps_visit_the_same_places_both_ways(text: str, width: int) -> None:
    flow, at, forth = Flow(text, width), 0, [0]
    while (following := flow.grapheme_after(at)) < len(text):
        assert following > at
        forth.append(at := following)
    back = [at]
    while at:
        assert flow.grapheme_before(at) < at
        back.append(at := flow.grapheme_before(at))
    assert back[::-1] == forth


def test_words_stay_whole_where_they_can() -> None:
    rows = rows_of("Leaders of the Harbour Workers’ Union said", 16)
    assert [row.shown for row in rows] == ["Leaders of the ", "Harbour Workers’ ", "Union said"]


def test_a_row_may_end_behind_a_dash_between_words() -> None:
    assert [row.shown for row in rows_of("a well-known man", 9)] == ["a well-", "known man"]
    assert [row.shown for row in rows_of("minus by -40000", 12)] == ["minus by ", "-40000"]


def test_wide_text_breaks_anywhere_but_before_its_punctuation() -> None:
    assert [row.shown for row in rows_of("東京都知事選挙、投票", 14)] == ["東京都知事選", "挙、投票"]


def test_line_breaks_end_rows_and_are_not_shown() -> None:
    rows = rows_of("one\r\n\ntwo\n", 20)
    assert [(row.start, row.end, row.shown) for row in rows] == [(0, 5, "one"), (5, 6, ""), (6, 10, "two")]


def test_plain_code_points_are_one_cell_each() -> None:
    for code in range(0xD800):
        if not _NOT_PLAIN.search(chr(code)):
            assert get_character_cell_size(chr(code)) == 1, hex(code)
            assert len(regex.findall(r"\X", "a" + chr(code))) == 2, hex(code)


def test_a_very_long_line_is_cut_into_blocks_between_words() -> None:
    text = "word " * _LONG
    rows = rows_of(text, 40)
    assert all(row.shown.startswith("word") and row.end % 5 == 0 for row in rows)
    solid = "é\u0301" * _LONG
    assert all(row.start % 2 == 0 for row in rows_of(solid, 40))


def test_another_width_gives_other_rows_of_the_same_text() -> None:
    flow = Flow("one two three four", 10)
    assert flow.at_width(10) is flow
    assert [row.shown for row in flow.at_width(14).rows()] == ["one two three ", "four"]
