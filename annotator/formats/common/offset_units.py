"""What a file counts in, when its numbers are no code points: recognised by the quotes that stand beside them.

Tools count UTF-16 units, bytes of UTF-8, line breaks of another length, letters in another normal form, a byte order
mark that is no part of the text, or give the last character instead of the end. A count is recognised only where every
quote fits under it, and not as it stands. Some counts have a name by which a user may settle them (`NAMED`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any
from unicodedata import combining, is_normalized, normalize

from annotator.domain.folded import fold
from annotator.domain.tokens import ALONE
from annotator.formats.base import Offsets

Quoted = tuple[int, int, str]
"""A start, an end and what is said to stand there."""

_Widths = Callable[[str], list[int]]


def _lf(text: str) -> list[int]:
    """A line break of two characters is one."""
    return [0 if char == "\r" and text[at + 1 : at + 2] == "\n" else 1 for at, char in enumerate(text)]


def _crlf(text: str) -> list[int]:
    """A line feed that stands alone is two."""
    return [2 if char == "\n" and text[max(at - 1, 0) : at] != "\r" else 1 for at, char in enumerate(text)]


def _plain(text: str) -> list[int]:
    return [1] * len(text)


def _utf8(text: str) -> list[int]:
    return [len(char.encode("utf-8", "surrogatepass")) for char in text]


def _composed(text: str) -> list[int]:
    """A letter with the marks behind it counts as its composed form (NFC) does."""
    if is_normalized("NFC", text):
        return _plain(text)
    starts = [at for at, char in enumerate(text) if at == 0 or not (combining(char) or char in _JOINING)]
    pieces = ((start, end) for start, end in pairwise([*starts, len(text)]))
    return [
        width for start, end in pieces for width in (*[0] * (end - start - 1), len(normalize("NFC", text[start:end])))
    ]


def _decomposed(text: str) -> list[int]:
    """A composed letter counts as the letter and its marks (NFD) do."""
    return [len(normalize("NFD", char)) for char in text]


_JOINING = {chr(code) for code in range(0x1160, 0x1200)}
"""Vowels and finals of Korean, which make a syllable with what stands before them."""
_UNITS: dict[str, tuple[_Widths, int, int]] = {
    "UTF-16 units": (lambda text: [1 + (char > "\uffff") for char in text], 0, 0),
    "a line break of two characters as one": (_lf, 0, 0),
    "a line break as two characters": (_crlf, 0, 0),
    "bytes of UTF-8": (_utf8, 0, 0),
    "composed letters (NFC)": (_composed, 0, 0),
    "decomposed letters (NFD)": (_decomposed, 0, 0),
    "a byte order mark": (_plain, 1, 0),
    "a byte order mark and a line break of two characters as one": (_lf, 1, 0),
    "bytes of UTF-8 and a byte order mark": (_utf8, 3, 0),
    "the last character of a span, not its end": (_plain, 0, 1),
    "from 1, not from 0": (_plain, 1, 0),
    "from 1, to the last character of a span": (_plain, 1, 1),
}  # fmt: skip
"""By what is counted: the width of each character, what counts before the first, what an end lacks."""


_SEVERAL = 3
_IN_WORD = re.compile(rf"[^\W_{ALONE}]{{2}}")
NAMED: Mapping[Offsets, str] = {
    "utf16": "UTF-16 units",
    "bytes": "bytes of UTF-8",
    "lf": "a line break of two characters as one",
    "nfc": "composed letters (NFC)",
    "nfd": "decomposed letters (NFD)",
    "inclusive": "the last character of a span, not its end",
}
"""What users call some of them."""


class Units:
    """The way from the offsets of a file to code points of its text; `name` says what they count."""

    def __init__(self, text: str, name: str) -> None:
        widths, before, self._lacks = _UNITS[name]
        self.name = name
        self._edges = list(accumulate(widths(text), initial=before))

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The code points `[start, end)` of offsets; None for those within a character.

        What lies beyond the text stays beyond it.
        """
        first, last = self._at(start), self._at(end + self._lacks)
        return None if first is None or last is None else (first, last)

    def _at(self, offset: int) -> int | None:
        at = bisect_left(self._edges, offset)
        return at if at == len(self._edges) or self._edges[at] == offset else None


def recognised(text: str, quoted: Sequence[Quoted]) -> str | None:
    """What offsets count, in words, where that is not code points; None where they are, or where nothing fits."""
    if all(end <= len(text) and same(text[start:end], quote, loose=True) for start, end, quote in quoted):
        return None
    for name in _UNITS:
        units = Units(text, name)
        if all(fits(text, units.place(start, end), quote) for start, end, quote in quoted):
            return name
    return None


def suspected(text: str, places: Sequence[tuple[int, int]]) -> Offsets | None:
    """What offsets without quotes seem to count: most cut words as they stand, and none does so counted.

    That the last letter is lacking is no accident only where it is so of several.
    """
    if not places or 2 * _cutting(text, places) < len(places):
        return None
    for option, name in NAMED.items():
        if option == "inclusive" and len(places) < _SEVERAL:
            continue
        units = Units(text, name)
        there = [place for start, end in places if fits(text, place := units.place(start, end), None) and place]
        if len(there) == len(places) and not _cutting(text, there):
            return option
    return None


def _cutting(text: str, places: Sequence[tuple[int, int]]) -> int:
    """How many places begin or end within a word."""
    return sum(any(_IN_WORD.match(text, max(at - 1, 0)) for at in place if at) for place in places)


def fits(text: str, place: tuple[int, int] | None, quote: str | None) -> bool:
    """Whether a place is one of the text, and what is said to stand there does."""
    if place is None or place[1] > len(text):
        return False
    here = text[place[0] : place[1]]
    return quote is None or here == quote or (here.strip() == here and same(here, quote, loose=True))


def same(here: str, quote: Any, *, loose: bool = False) -> bool:
    """Whether a quote is what one sees in the text; `loose` leaves white space out of the comparison."""
    if not isinstance(quote, str):
        return False
    if here == quote:
        return True
    seen, said = fold(here), fold(quote)
    return seen == said or (loose and seen.split() == said.split())
