"""Behind what terminals count otherwise than we do, the place is said: nothing that follows is ever out of it.

Contested are graphemes of several code points, and emoji; most terminals draw other characters alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len

from annotator.tui.text.graphemes import FILL, graphemes

_CONTROL = re.compile(r"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^[\]]|[\x00-\x1f]")
_EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2630-\u2637\u2648-\u2653\u267f\u268a-\u268f"
    "\u2693\u26a1\u26aa\u26ab\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001d300-\U0001ffff"
)
_CONTESTED = (  # these, and whatever may be a mark
    f"{_EMOJI}\u0300-\u036f\u0483-\u0489\u0590-\u1cff\u1dc0-\u1dff\u200c\u20d0-\u20ff\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua69e-\uabff\ud7b0-\ud7ff\ufb1e\ufe00-\ufe2f"
    "\U00010000-\U0001efff\U000e0000-\U000effff"
)
_MAY_BE_CONTESTED = re.compile(f"[{_CONTESTED}]")


@cache
def _stretch() -> re.Pattern[str]:
    """Code points that may be contested, with the one before them, and what fills them up; few texts have any."""
    return re.compile(f"[^{_CONTESTED}]?[{_CONTESTED}]+{FILL}*")


@cache
def _contested_alone() -> re.Pattern[str]:
    return re.compile(f"[{_EMOJI}]")


def pinned(output: str) -> str:
    """Output for a terminal, with the place of what follows behind each contested grapheme whose own place is known.

    Its cells are blanked before, as some terminals draw it in fewer.
    """
    if output.isascii() or not _MAY_BE_CONTESTED.search(output):
        return output
    parts: list[str] = []
    row, column, at = 0, 0, 0
    for control in _CONTROL.finditer(output):
        column = _write(output[at : control.start()], row, column, parts)
        parts.append(control[0])
        at = control.end()
        if control[2] == "H":
            row, column = (int(number or 1) for number in (*control[1].split(";"), "", "")[:2])
        elif control[2] != "m":
            row = 0
    _write(output[at:], row, column, parts)
    return "".join(parts)


def _write(text: str, row: int, column: int, parts: list[str]) -> int:
    """Add text that stands at a row and a column, counted from 1 (no row: nobody knows); gives the column behind it."""
    if not row:
        parts.append(text)
        return column
    at = 0
    for stretch in _stretch().finditer(text):
        plain, at = text[at : stretch.start()], stretch.end()
        parts.append(plain)
        column = _write_contested(stretch[0], row, column + cell_len(plain), parts)
    parts.append(text[at:])
    return column + cell_len(text[at:])


def _write_contested(text: str, row: int, column: int, parts: list[str]) -> int:
    for grapheme, size in _filled(text):
        if len(grapheme) == 1 and cell_len(grapheme) == size > 0 and not _contested_alone().match(grapheme):
            parts.append(grapheme)
        else:
            blank = f"{' ' * size}\x1b[{row};{column}H" if size > 1 or not cell_len(grapheme[0]) else ""
            parts.append(f"{blank}{grapheme}\x1b[{row};{column + size}H")
        column += size
    return column


def _filled(text: str) -> Iterator[tuple[str, int]]:
    """Each grapheme with its cells: what fills it up behind it is taken to them."""
    behind = 0
    for start, end, sizes in graphemes(text):
        if start >= behind:
            size = cell_len(text[start:end])
            lacks = text[end : end + sum(sizes) - size]
            fill = len(lacks) - len(lacks.lstrip(FILL))
            behind = end + fill
            yield text[start:end], size + fill
