"""Of two lines only what differs is sent, and what is sent makes one out of the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from annotator.tui.terminal.line_diff import CellRun, difference, shown

PLAIN, RED = Style(), Style(color="red")
PIECES = st.sampled_from(["a", "bc", "東", " ", "     ", "    e\u0301", "   \u0301"])
SEGMENTS = st.lists(st.builds(Segment, PIECES, st.sampled_from([PLAIN, RED]), st.none()), max_size=6)
Cell = tuple[str, Style | None]


def cells(segments: list[Segment]) -> list[Cell]:
    """What each cell shows; marks that combine belong to the cell before them."""
    found: list[Cell] = []
    for segment in segments:
        for char in segment.text:
            if cell_len(char):
                found += [(char, segment.style)] * cell_len(char)
            elif found:
                found[-1] = found[-1][0] + char, found[-1][1]
    return found


def line(*texts: str, style: Style = PLAIN) -> Strip:
    return Strip([Segment(text, style) for text in texts])


def test_only_what_differs_is_sent() -> None:
    old = line("abc", "def", "ghi")
    assert difference(old, line("abc", "def", "ghi")) is None
    new = Strip([Segment("abc", PLAIN), Segment("def", RED), Segment("ghi", PLAIN)])
    assert difference(old, new) == CellRun(3, 6, [Segment("def", RED)])
    assert difference(old, line("abc", "defghi")) == CellRun(3, 9, [Segment("defghi", PLAIN)])


def test_blanks_that_both_begin_or_end_with_are_not_sent() -> None:
    assert difference(line("    one     "), line("   three    ")) == CellRun(2, 12, [Segment(" three    ", PLAIN)])
    assert difference(line("one", "     "), line("two", "     ")) == CellRun(0, 3, [Segment("two", PLAIN)])
    named = Strip([Segment("ORG", RED), Segment("     ", PLAIN)])
    longer = Strip([Segment("PERSON", RED), Segment("  ", PLAIN)])
    assert difference(named, longer) == CellRun(0, 6, [Segment("PERSON", RED), Segment("", PLAIN)])
    assert difference(line("    ", style=RED), line("    ")) == CellRun(0, 4, [Segment("    ", PLAIN)])


@given(SEGMENTS, SEGMENTS)
def test_what_is_sent_makes_one_line_out_of_the_other(one: list[Segment], two: list[Segment]) -> None:
    size = max(Strip(one).cell_length, Strip(two).cell_length)
    old, new = (
        Strip([Segment("|"), *some, Segment(" " * (size - Strip(some).cell_length + 1))]) for some in (one, two)
    )
    change = difference(old, new) or CellRun(0, 0, [])
    before = cells(list(old))
    assert 0 <= change.start <= change.stop <= new.cell_length
    assert len(cells(change.segments)) == change.stop - change.start
    assert before[: change.start] + cells(change.segments) + before[change.stop :] == cells(list(new))


def test_what_a_line_shows_in_a_region_is_cut_from_it() -> None:
    assert shown(line("abc", "def"), Region(2, 7, 2, 1)) == CellRun(2, 4, [Segment("c", PLAIN), Segment("d", PLAIN)])
