"""Strings as people see them: white space folded, invisible characters out, letters in one form; places mapped back.

In a folded string a run of white space is one space, or one blank line (two line feeds) where it holds one; a line
break between two characters of scripts without spaces is nothing, and so is what nobody sees: soft hyphens, zero-width
spaces, word joiners, byte order marks, marks of direction. The joiners U+200C and U+200D stay, because they are
spelling in Persian and the scripts of India, and hold emoji together. A hyphen before a line break stays as well:
nobody can tell whether the word has one. Letters are composed with their marks; ligatures, full and half widths and the
positional forms of Arabic are the letters they show.

Offsets are code points, half-open. A *piece* is what becomes something else as a whole.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from unicodedata import normalize

from annotator.domain.tokens import ALONE, INVISIBLE

_GAP = rf"[\s{INVISIBLE}]"
_MARKS = "\u0300-\u036f\u0653-\u0655\u3099\u309a"
_JAMO = "\u1161-\u1175\u11a8-\u11c2"  # the vowels and last consonants of Korean syllables
_SHOWN = (  # letters that show others: compatibility ideographs, ligatures, positional and wide forms, old unit signs
    "\u0958-\u095f\u2126\u212a\u212b\uf900-\ufad9\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc"
    "\uff06\uff07\uff0d\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff65-\uff9d"
)
_PLAIN = rf"(?: {_GAP}|[^\S ]|[{INVISIBLE}]){_GAP}*|[{_SHOWN}][\uff9e\uff9f]?"  # all but single spaces
_ASCII_PIECE = re.compile(r"(?: \s|[^\S ])\s*")
_PIECE = re.compile(_PLAIN)
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))
_MARKED = re.compile(f"[{_MARKS}{_JAMO}]")
_BREAK = re.compile("\r\n|[\n-\r\x1c-\x1e\x85\u2028]|(?P<paragraph>\u2029)")
_HIDDEN = re.compile(f"[{INVISIBLE}]+")


@cache
def _marked_piece() -> re.Pattern[str]:
    """A piece of a text with marks; made when the first such text comes, as the next one, because that takes long."""
    return re.compile(rf"[^\s{INVISIBLE}](?:[{INVISIBLE}]*[{_MARKS}{_JAMO}])+|{_PLAIN}")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"[{ALONE}](?<![{_MARKS}])")


Form = Callable[["re.Match[str]"], str]
"""What a piece becomes."""


def line_breaks(run: str) -> int:
    """How many lines end in a run of white space; the sign that ends a paragraph counts for two."""
    return sum(2 if found["paragraph"] else 1 for found in _BREAK.finditer(run))


def folded_piece(piece: re.Match[str]) -> str:
    """What a piece becomes in a folded string."""
    found = _HIDDEN.sub("", piece.group())
    if not found or not found[0].isspace():
        return normalize("NFKC" if _PIECE.match(found) else "NFC", found)
    breaks = line_breaks(found)
    if breaks > 1:
        return "\n\n"
    return "" if breaks and _within_script(piece.string, *piece.span()) else " "


def _within_script(text: str, start: int, end: int) -> bool:
    """Whether characters of scripts that are written without spaces stand on both sides."""
    if start == 0 or text[start - 1].isascii():
        return False  # as nearly always: the pattern takes 2 ms to make
    return bool(_alone().match(text, start - 1) and _alone().match(text, end))


def _pieces(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII_PIECE
    return _marked_piece() if _MARKED.search(text) else _PIECE


def fold(string: str) -> str:
    """The string as people see it: two are the same words where this is equal."""
    return _pieces(string).sub(folded_piece, string)


class Folded:
    """A text with its pieces folded, in `text`, and the way back to places of the text that it was made of.

    Where there is nothing to fold, `text` is the very string it was made of.
    """

    __slots__ = ("_begins", "_ends", "_from", "_to", "text")

    def __init__(self, text: str, form: Form = folded_piece) -> None:
        # The edges of each piece that is or was more than one character, here and in the text it was made of.
        self._begins, self._ends, self._from, self._to = array("I"), array("I"), array("I"), array("I")
        parts: list[str] = []
        done = at = 0
        if text.isascii() and not text.encode().translate(None, _PRINTABLE) and "  " not in text:
            self.text = text  # many short ones are so, and this is told in no time
            return
        for piece in _pieces(text).finditer(text):
            start, end = piece.span()
            new = form(piece)
            if new == piece.group():
                continue
            parts += (text[done:start], new)
            at += start - done
            if not len(new) == end - start == 1:
                for edges, edge in zip(self._edges(), (at, at + len(new), start, end), strict=True):
                    edges.append(edge)
            at += len(new)
            done = end
        self.text = "".join((*parts, text[done:])) if parts else text

    def _edges(self) -> tuple[array[int], ...]:
        return self._begins, self._ends, self._from, self._to

    @property
    def same_places(self) -> bool:
        """Whether every place of `text` is the same place in the text that was folded."""
        return not self._ends

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which is not empty, stands in the text that was folded, with all of its pieces."""
        if not self._ends:
            return start, end
        before, behind = bisect_right(self._ends, start) - 1, bisect_left(self._ends, end)
        first, stop = self._back(start, before), self._back(end, behind - 1)
        if before + 1 < len(self._ends) and self._begins[before + 1] < start:
            first = self._from[before + 1]
        if behind < len(self._ends) and self._begins[behind] < end:
            stop = self._to[behind]
        return first, stop

    def cuts_no_piece(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` begins and ends between pieces, so that it says what stands at its place."""
        first, last = self.place(start, end)
        return self.offset(first) == start and self.offset(last) == end

    def _back(self, offset: int, piece: int) -> int:
        """An offset behind a piece (none, if -1) in the text that was folded."""
        return offset + self._to[piece] - self._ends[piece] if piece >= 0 else offset

    def offset(self, offset: int) -> int:
        """Where an offset of the text that was folded is in `text`; behind the piece, for one within."""
        if not self._ends:
            return offset
        before = bisect_right(self._to, offset) - 1
        within = before + 1 < len(self._to) and self._from[before + 1] < offset
        if within:
            return self._ends[before + 1]
        return offset - self._to[before] + self._ends[before] if before >= 0 else offset


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """The folded form of an article's text, kept for the texts that were asked for last."""
    return Folded(text)
