"""Cutting a text into the pieces that a model reads: paragraphs or lines, and shorter pieces of overlong ones.

A paragraph ends at a blank line. A piece longer than `LONGEST` is cut at white space, or anywhere where
there is none, so that no text is too long for a model. Offsets are code points, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 10_000
_BLANK, _BREAK = re.compile(r"\n[^\S\n]*\n\s*"), re.compile(r"\n\s*")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as `[start, end)`, without white space around them, in order."""
    return _parts(text, _BLANK)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text likewise: of one whose wrapped lines run on (`running_text`), where each is read by itself.

    No name reaches from a headline, an item or the line of a signature into the next.
    """
    return _parts(text, _BREAK)


def _parts(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        gap = between.search(text, at)
        stop, after = gap.span() if gap else (len(text), len(text))
        yield from _pieces(text, at, stop)
        at = after


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in " \n\t\u3000")
            stop = start + LONGEST if space < 0 else space
        piece = text[start:stop]
        if body := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(body)
        start = stop
