"""On terminals that count cells otherwise than we do, everything stands where it should, whatever is drawn anew."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from annotator.domain.sanitise import visible
from annotator.tui.terminal.ansi import written
from annotator.tui.terminal.columns import _MAY_BE_CONTESTED, _contested_alone, pinned
from annotator.tui.text.graphemes import _MAY_BE_WIDER, _most, graphemes, spaced

Count = Callable[[str, str], int]
"""The cells of a code point behind another one."""
PIECES = [
    "a",
    "Z",
    " ",
    "東",
    "👍🏽",
    "🇩🇪",
    "हि",
    "न्दी",
    "बा",
    "e\u0301",
    "🦩",
    "⌚",
    "ภิ",
    "م\u064f",
    "1\u20e3",
    "👨⁀👩",
    "“",
]
MANY_STYLES = st.lists(st.sampled_from((Style(), Style(color="red"), Style(underline=True))), min_size=1, max_size=4)
_MOVE = re.compile(r"\x1b\[\d+;(\d+)H|\x1b\[[0-9;]*m|(.)", re.DOTALL)


def apart(part: str, _before: str) -> int:
    """Each code point for itself, as in tmux."""
    return _most(part, get_character_cell_size(part))


def joined(part: str, before: str) -> int:
    """Graphemes as one, as in kitty."""
    if "\U0001f1e6" <= part <= "\U0001f1ff":
        return 0 if "\U0001f1e6" <= before <= "\U0001f1ff" else 2
    return get_character_cell_size(part)


def old(part: str, _before: str) -> int:
    """A terminal that has never heard of emoji."""
    return 1 if part > "\uffff" else min(1, get_character_cell_size(part)) if part < "\u2fff" else apart(part, "")


def drawn(output: str, width: int, count: Count) -> list[str]:
    """The cells of one line of `#` on which this was drawn; behind a wide character stands an empty one."""
    row, at, before = ["#"] * width, 0, ""
    for move in _MOVE.finditer(output):
        if move[1]:
            at, before = int(move[1]) - 1, ""
        elif move[2]:
            size = count(move[2], before)
            for cell in range(at, min(at + size, width)):
                if row[cell] == "" and cell:
                    row[cell - 1] = " "
                row[cell] = ""
                if cell + 1 < width and row[cell + 1] == "":
                    row[cell + 1] = " "
            if size:
                row[at] = move[2]
            elif at:
                row[at - 1] = row[at - 1] + move[2]
            at, before = at + size, move[2]
    return row


def row_of(parts: list[str], column: int, styles: list[Style], count: Count) -> tuple[list[str], int]:
    """The cells of a line on which parts were drawn from a column on, and how many these take."""
    segments = [Segment(spaced(part), styles[number % len(styles)]) for number, part in enumerate(parts)]
    width = sum(sum(sizes) for _, _, sizes in graphemes("".join(parts)))
    assert sum(cell_len(segment.text) for segment in segments) == width
    return drawn(pinned(written([(0, column, segments)], ColorSystem.TRUECOLOR)), width + 12, count), width


@pytest.mark.parametrize("count", [apart, joined, old])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.integers(0, 5), MANY_STYLES)
def test_each_grapheme_stands_in_its_cells(count: Count, parts: list[str], column: int, styles: list[Style]) -> None:
    row, _ = row_of(parts, column, styles, count)
    text, at = "".join(parts), column
    for start, end, sizes in graphemes(text):
        assert row[at][:1] == text[start:end][:1]
        if count is apart:
            assert "".join(row[at : at + sum(sizes)]) == text[start:end]
        at += sum(sizes)


@pytest.mark.parametrize("count", [apart, joined, old])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.integers(0, 5), MANY_STYLES, st.data())
def test_what_is_drawn_covers_its_cells_and_no_others_wherever_a_style_ends(
    count: Count, parts: list[str], column: int, styles: list[Style], data: st.DataObject
) -> None:
    text = "".join(parts)
    cut = data.draw(st.integers(0, len(text)))
    row, width = row_of([text[:cut], text[cut:]], column, styles, count)
    assert set(row[:column]) <= {"#"}
    assert "#" not in row[column : column + width]
    assert set(row[column + width :]) <= {"#"}


def test_plain_output_is_left_as_it_is() -> None:
    for output in ("\x1b[3;5Hplain\x1b[0m", "\x1b[1;1H“Ça va”, ▸ ✓ 3 · 東京 ━┄ ○●", "", "🇩🇪 from nowhere"):
        assert pinned(output) == output


def test_the_place_is_said_behind_what_is_contested() -> None:
    wanted = "\x1b[2;3Hae\u0301\x1b[2;5Hb\x1b[1m  \x1b[2;6H👍\x1b[2;8Hc"
    assert pinned("\x1b[2;3Hae\u0301b\x1b[1m👍c") == wanted
    assert pinned("\x1b[5;1H\x1b]8;;x\x1b\\👍\x1b[H👍") == "\x1b[5;1H\x1b]8;;x\x1b\\👍\x1b[H  \x1b[1;1H👍\x1b[1;3H"
    assert pinned("\x1b[4H👍") == "\x1b[4H  \x1b[4;1H👍\x1b[4;3H"


def test_nothing_that_a_terminal_may_count_otherwise_is_overlooked() -> None:
    for code in range(0x300, sys.maxunicode):
        part = chr(code)
        if unicodedata.category(part) in ("Cn", "Cs", "Co") or visible(part) != part:
            continue
        size = get_character_cell_size(part)
        assert _most(part, size) == size or _MAY_BE_WIDER.match(part), hex(code)
        assert size or _MAY_BE_CONTESTED.match(part), hex(code)
        if size == 2 and unicodedata.category(part) == "So" and not "\u2e80" <= part <= "\uffff":
            assert _contested_alone().match(part), hex(code)
