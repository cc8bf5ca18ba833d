"""Graphemes: what a terminal draws as one character, and the cells that it takes.

Terminals disagree on the cells of some: where one joins what another draws apart. Such a grapheme has the most that
any of them takes, so that nothing is ever drawn over; the screen library counts fewer, and `spaced` fills the rest.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

from annotator.domain.sanitise import visible

FILL = "\u00a0"
"""A blank that no text begins or ends with: it fills the cells that a terminal may leave."""
_JOINER = "\u200d"
_LONGEST = 64  # code points around an offset that are looked at to find the grapheme there
_PAIRED = re.compile("[\U0001f1e6-\U0001f1ff]")  # regional indicators: two are a flag
_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")  # the tones of a skin
_MAY_BE_WIDER = re.compile(  # flags, tones, and the scripts that have spacing marks
    "[\u0900-\u109f\u1700-\u1cff\u302e\u302f\ua800-\uabff"
    "\U00011000-\U00011fff\U00016100-\U00016fff\U0001d165-\U0001d172\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)


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
        if _PAIRED.match(text[start]) and end < length and _PAIRED.match(text[end]):
            end += 1
        while end < length and (sizes[end] == 0 or text[end] == _JOINER):
            end += 1
            if text[end - 1] == _JOINER and end < length and _is_symbol(text[start]) and _is_symbol(text[end]):
                end += 1
        yield start, end, [_most(part, size) for part, size in zip(shown[start:end], sizes[start:end], strict=True)]
        start = end


def spaced(shown: str) -> str:
    """The text with as many blanks behind each grapheme as the screen library counts too few cells."""
    if not _MAY_BE_WIDER.search(shown):
        return shown
    parts = ((shown[start:end], sum(sizes)) for start, end, sizes in graphemes(shown))
    return "".join(part + FILL * (size - cell_len(part)) for part, size in parts)


def _most(part: str, size: int) -> int:
    """The most cells that a terminal takes for a code point, for which the screen library counts `size`."""
    if _PAIRED.match(part) or _TONE.match(part):
        return 2
    return size or unicodedata.category(part) == "Mc"


def _is_symbol(part: str) -> bool:
    return unicodedata.category(part) == "So"


def grapheme_edge(text: str, near: int) -> int:
    """A grapheme's beginning at or shortly before `near`."""
    back = max(near - _LONGEST, 0)
    edges = [back + start for start, _, _ in graphemes(text[back : near + _LONGEST])]
    return edges[bisect_right(edges, near) - 1] if len(edges) > 1 else near
