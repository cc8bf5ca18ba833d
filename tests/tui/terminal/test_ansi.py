"""A page drawn with the pen looks as if each stretch of it had been drawn by itself, and takes fewer bytes."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from annotator.tui.terminal.ansi import written

COLOURS = st.sampled_from([None, "#112233", "#445566", "red", "default"])
STYLES = st.builds(
    Style,
    color=COLOURS,
    bgcolor=COLOURS,
    bold=st.sampled_from([None, False, True]),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.sampled_from([None, True]),
    strike=st.sampled_from([None, True]),
)
SEGMENTS = st.lists(st.builds(Segment, st.sampled_from(["a", "bc", "  "]), st.none() | STYLES), max_size=8)
DEPTHS = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD]


def drawn(output: str) -> tuple[object, ...]:
    """What a terminal shows, and what it would write in next."""
    screen = pyte.Screen(20, 3)
    pyte.Stream(screen).feed(output)
    return [[screen.buffer[y][x] for x in range(20)] for y in range(3)], screen.cursor.attrs


@pytest.mark.parametrize("depth", DEPTHS, ids=lambda depth: depth.name)
@given(lines=st.lists(SEGMENTS, max_size=3))
def test_a_page_looks_as_if_each_stretch_were_drawn_by_itself(depth: ColorSystem, lines: list[list[Segment]]) -> None:
    alone = "".join(
        f"\x1b[{y};3H" + "".join(style.render(text, color_system=depth) if style else text for text, style, _ in line)
        for y, line in enumerate(lines, 1)
    )
    assert drawn(written(((y, 2, line) for y, line in enumerate(lines)), depth)) == drawn(alone)


def test_only_what_differs_from_the_style_before_is_told() -> None:
    page, name = Style(color="#111111", bgcolor="#eeeeee"), Style(color="#222222", bgcolor="#eeeeee")
    line = [Segment("a", page), Segment("b", name), Segment("c", name)]
    assert written([(0, 1, line), (1, 1, line[1:])], ColorSystem.TRUECOLOR) == (
        "\x1b[1;2H\x1b[38;2;17;17;17;48;2;238;238;238ma\x1b[38;2;34;34;34mbc\x1b[2;2Hbc\x1b[0m"
    )
    assert written([], ColorSystem.TRUECOLOR) == ""


def test_bold_and_dim_end_together() -> None:
    line = [Segment("a", Style(dim=True)), Segment("b", Style(bold=True)), Segment("c", Style(bold=True, dim=True))]
    assert written([(0, 0, line)], ColorSystem.TRUECOLOR) == "\x1b[1;1H\x1b[2ma\x1b[22;1mb\x1b[22;1;2mc\x1b[22m"
