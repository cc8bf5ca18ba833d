from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from annotator.domain.span import Span
from annotator.tui.style.palette import PALETTES
from annotator.tui.style.worn import Depth
from annotator.tui.text.lanes import stack
from annotator.tui.text.marks import Mark, State
from annotator.tui.text.rows import Flow
from annotator.tui.text.segments import Look, lane_line, text_line
from annotator.tui.text.styles import Styles
from annotator.tui.text.tags import tags_of

TEXT = "The Valdoran Ministry of Transport, \x1b[2J東京 said ❤\ufe0f on Tuesday \u202eok"
DEPTHS: tuple[Depth, ...] = ("full", "indexed", "sixteen", "mono")
STATES: tuple[State, ...] = ("decided", "open", "auto", "rejected", "version")
SPANS = st.builds(lambda a, n: Span(a, min(a + n, len(TEXT)), "ORG"), st.integers(0, len(TEXT) - 1), st.integers(1, 20))
MARKS = st.lists(st.builds(Mark, SPANS, st.sampled_from(STATES), weak=st.booleans()), max_size=6, unique=True)
PLACES = st.integers(0, len(TEXT))


def styles_of(depth: Depth = "full", palette: str = "annotator-dark") -> Styles:
    return Styles(PALETTES[palette], {"ORG": "magenta"}, depth)


def look_of(text: str, marks: list[Mark], focus: Span | None = None, **over: Any) -> Look:
    row = Flow(text, 88).row_at(0)
    lanes = stack(row, marks, focus, width=88)
    return Look(row, lanes, tuple(piece.mark for lane in lanes for piece in lane), focus, **over)


def text_strip(look: Look, some: Styles, left: int, width: int) -> Strip:
    return Strip(text_line(look, some, left, width))


def lane_strip(look: Look, lane: int, some: Styles, left: int, width: int) -> Strip:
    return Strip(lane_line(look, lane, some, left, width))


def style_at(strip: Strip, cell: int) -> Style:
    for segment in strip:
        if cell < segment.cell_length:
            return segment.style or Style.null()
        cell -= segment.cell_length
    raise AssertionError("beyond the strip")


@given(MARKS, st.lists(st.tuples(PLACES, PLACES, st.sampled_from(["selection", "find", "cursor"])), max_size=4), PLACES)
def test_strips_are_exactly_as_wide_as_asked_and_harmless(
    marks: list[Mark], layers: list[tuple[int, int, str]], hint: int
) -> None:
    hints = ((hint, "sd"),) if hint < len(TEXT) else ()
    look = look_of(TEXT, marks, marks[0].span if marks else None, layers=tuple(layers), hints=hints)
    strips = [
        text_strip(look, styles_of(), 4, 100),
        *(lane_strip(look, lane, styles_of(), 4, 100) for lane in range(3)),
    ]
    for strip in strips:
        assert strip.cell_length == 100 == sum(cell_len(segment.text) for segment in strip)
        assert not any(unicodedata.category(char) == "Cc" or char == "\u202e" for char in strip.text)


@given(MARKS)
def test_the_text_is_all_there(marks: list[Mark]) -> None:
    strip = text_strip(look_of("Valdoran Ministry of Transport", marks[:0]), styles_of(), 2, 60)
    assert strip.text == "  Valdoran Ministry of Transport".ljust(60)


def test_a_name_and_a_line_stand_under_each_span() -> None:
    marks = [Mark(Span(4, 12, "NORP"), "open"), Mark(Span(13, 34, "ORG"), "decided")]
    strip = lane_strip(look_of(TEXT, marks), 0, styles_of(), 2, 60)
    assert strip.text.rstrip() == "      NORP┄┄┄┄ ORG" + "━" * 18


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_states_are_told_apart_in_every_depth(depth: Depth, palette: str) -> None:
    span, some = Span(0, 8, "ORG"), styles_of(depth, palette)
    marks = {
        "open": Mark(span, "open"),
        "weak": Mark(span, "open", weak=True),
        "decided": Mark(span, "decided"),
        "rejected": Mark(span, "rejected"),
        "version": Mark(span, "version"),
    }
    styles = {name: some.text("text", mark, "", focused=False) for name, mark in marks.items()}
    styles["focused"] = some.text("text", marks["open"], "", focused=True)
    styles["plain"] = some.text("text", None, "", focused=False)
    styles["cursor"] = some.text("text", None, "cursor", focused=False)
    told = {name: seen(style, depth) for name, style in styles.items()}
    assert len(set(told.values())) == len(told), told


def seen(style: Style, depth: Depth) -> tuple[object, ...]:
    """What a terminal of that depth shows of a style."""
    attributes = (style.bold, style.italic, style.underline, style.strike, style.reverse, style.dim)
    flags = tuple(bool(attribute) for attribute in attributes)
    if depth == "mono":
        return flags
    system = {"full": "truecolor", "indexed": "256", "sixteen": "standard"}[depth]
    return style.without_color.render("x"), style.render("x", color_system=system_of(system))


def system_of(name: str) -> ColorSystem:
    return {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}[name]


def test_the_focused_span_is_one_block_over_text_and_lane() -> None:
    span = Span(4, 12, "ORG")
    look = look_of(TEXT, [Mark(span, "open")], span)
    over, under = text_strip(look, styles_of(), 0, 60), lane_strip(look, 0, styles_of(), 0, 60)
    for cell in range(4, 12):
        assert style_at(over, cell) == style_at(under, cell)
        assert style_at(over, cell).bgcolor == Style(bgcolor=PALETTES["annotator-dark"].label("magenta")).bgcolor
    assert style_at(over, 3) == style_at(over, 12) == styles_of().plain


def test_the_innermost_span_gives_the_colour_unless_another_is_focused() -> None:
    outer, inner = Span(4, 34, "ORG"), Span(4, 12, "NORP")
    marks = [Mark(outer, "decided"), Mark(inner, "decided")]
    apart = text_strip(look_of(TEXT, marks), styles_of(), 0, 60)
    assert style_at(apart, 5) != style_at(apart, 20)
    block = text_strip(look_of(TEXT, marks, outer), styles_of(), 0, 60)
    assert style_at(block, 5) == style_at(block, 20)


def test_hints_stand_over_the_first_cells_of_what_they_name() -> None:
    strip = text_strip(look_of("東京 said", [], hints=((0, "a"), (3, "sd"))), styles_of(), 0, 12)
    assert strip.text == "a 京 sdid".ljust(11)
    assert style_at(strip, 0) == style_at(strip, 1) == styles_of().hint


@pytest.mark.parametrize("text", ["👩\u200d👩\u200d👧 said", "e\u0301te\u0301 said", "a\u00adb said"])
def test_a_hint_is_seen_whatever_signs_it_stands_over(text: str) -> None:
    inner = [Mark(Span(1, len(text) - 5, "ORG"), "decided")]
    for letters in ("a", "sd"):
        shown = text_strip(look_of(text, inner, hints=((0, letters),)), styles_of(), 0, 20).text
        assert shown.startswith(letters) and " said" in shown


def test_the_cursor_is_seen_where_the_line_ends() -> None:
    strip = text_strip(look_of("said\n", [], layers=((4, 5, "cursor"),)), styles_of(), 0, 10)
    assert style_at(strip, 4) != styles_of().plain
    assert style_at(strip, 5) == styles_of().plain


def test_tags_stand_behind_their_spans_and_offsets_stay_exact() -> None:
    marks = [Mark(Span(4, 12, "NORP"), "open"), Mark(Span(13, 34, "ORG"), "decided"), Mark(Span(26, 34, "FAC"), "auto")]
    row, lanes = look_of(TEXT, marks).row, look_of(TEXT, marks).lanes
    look = Look(row, (), tuple(marks), tags=tags_of(row, lanes, {"NORP": "NOR", "ORG": "ORG", "FAC": "FAC"}, 12))
    strip = text_strip(look, styles_of(), 0, 80)
    assert strip.text.startswith("The Valdoran·NOR Ministry of Transport≡FAC·ORG, ")
    assert [look.offset(cell) for cell in (0, 11, 12, 15, 16, 17, 37, 38, 45, 46)] == [
        0,
        11,
        11,
        11,
        12,
        13,
        33,
        33,
        33,
        34,
    ]


def test_a_blank_where_a_span_wraps_is_not_drawn_as_part_of_it() -> None:
    row = Flow("met the Harbour Union today", 16).row_at(0)
    mark = Mark(Span(8, 21, "ORG"), "decided")
    strip = text_strip(Look(row, (), (mark,)), styles_of(), 0, 20)
    assert row.shown == "met the Harbour "
    assert style_at(strip, 14) == style_at(strip, 8) != styles_of().plain
    assert style_at(strip, 15) == styles_of().plain
