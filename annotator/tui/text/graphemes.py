"""Graphemes: what a terminal draws as one character, and the cells that it takes.

The widths are those that the screen library computes with, so that both agree on where things are.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from rich.cells import get_character_cell_size

from annotator.domain.sanitise import visible

_JOINER = "\u200d"
_LONGEST = 64  # code points around an offset that are looked at to find the grapheme there


def graphemes(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Start, end, and the cells of each code point, of what a terminal draws as one character.

    That is a code point with all that takes no room behind it, a pair of regional indicators, and
    symbols joined by a zero-width joiner: close to the clusters of Unicode Standard Annex 29, but
    never holding two things that a terminal draws apart.
    """
    shown = visible(text)
    sizes = [get_character_cell_size(part) for part in shown]
    start, length = 0, len(text)
    while start < length:
        end = start + 1
        if _is_regional(text[start]) and end < length and _is_regional(text[end]):
            end += 1
        while end < length and (sizes[end] == 0 or text[end] == _JOINER):
            end += 1
            if text[end - 1] == _JOINER and end < length and _is_symbol(text[start]) and _is_symbol(text[end]):
                end += 1
        yield start, end, sizes[start:end]
        start = end


def _is_regional(part: str) -> bool:
    return "\U0001f1e6" <= part <= "\U0001f1ff"


def _is_symbol(part: str) -> bool:
    return unicodedata.category(part) == "So"


def grapheme_edge(text: str, near: int) -> int:
    """A grapheme's beginning at or shortly before `near`."""
    back = max(near - _LONGEST, 0)
    edges = [back + start for start, _, _ in graphemes(text[back : near + _LONGEST])]
    return edges[bisect_right(edges, near) - 1] if len(edges) > 1 else near
