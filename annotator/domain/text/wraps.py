"""Which line breaks of a text have wrapped a sentence at some width, as mail and old files are.

Where a line ends, either a sentence was wrapped, or something else begins (a headline, an item, a verse). A line break
is taken for a *wrap*
- in a text of lines of a certain width, where the next word would not have fitted on the line;
- in a paragraph of short lines, most of which end no sentence: where none ends, before a small letter, or anywhere if
  the paragraph ends like a sentence and the line is neither the first of the text nor far shorter than others.
Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from annotator.domain.tokens import ALONE

_WIDEST, _NARROWEST = 100, 30
"""The widths that texts are wrapped at, in code points."""
_LONG_ONES = 0.05
"""So many of the lines may be longer: addresses, tables."""
_ENDS = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]」』]*$")
_ITEM = re.compile(r"(?:[-*•>#|+]|\d+[.)])\s")

_Line = tuple[int, str]
"""A line without the blanks around it, and where its line break is."""


def wraps(text: str) -> frozenset[int]:
    """Where the line feeds are that are wraps."""
    return frozenset(_wraps(text)) if "\n" in text else frozenset()


def unwrapped(text: str) -> str:
    """The text with a space for each wrap: as long as it was, so that every place is the same."""
    found = sorted(wraps(text))
    return " ".join(text[before + 1 : at] for before, at in pairwise((-1, *found, len(text))))


def _wraps(text: str) -> Iterator[int]:
    """Where the line breaks are that are wraps."""
    lines = list(_lines(text))
    width = _width(lines)
    for blank, paragraph in groupby(lines, key=lambda line: not line[1]):
        if not blank:
            yield from _wraps_within(list(paragraph), width, first=lines[0])


def _lines(text: str) -> Iterator[_Line]:
    at = -1
    for line in text.split("\n"):
        at += len(line) + 1
        yield at, line.strip()


def _width(lines: list[_Line]) -> int:
    """The width that a text was wrapped at; 0 where it was not."""
    lengths = [len(line) for _, line in lines if line]
    width = max((length for length in lengths if length <= _WIDEST), default=0)
    full = [line for (_, line), (_, following) in pairwise(lines) if _is_full(line, following, width)]
    amid = sum(not _ENDS.search(line) for line in full)
    long = sum(length > _WIDEST for length in lengths)
    return width if width >= _NARROWEST and long <= _LONG_ONES * len(lengths) and 2 * amid > len(full) else 0


@cache
def _word() -> re.Pattern[str]:
    """What a line may break behind; made when it is needed, because that takes long."""
    return re.compile(rf"[{ALONE}]|\S+")


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether a line had no room for the first word of what follows it."""
    word = _word().match(following)
    return bool(line) and word is not None and len(line) + 1 + len(word[0]) > width


def _wraps_within(paragraph: list[_Line], width: int, *, first: _Line) -> Iterator[int]:
    lines = [line for _, line in paragraph]
    longest = max(map(len, lines))
    ended = sum(map(bool, map(_ENDS.search, lines[:-1])))
    runs_on = longest <= _WIDEST and 2 * ended < len(lines) - 1
    sentence = bool(_ENDS.search(lines[-1]))
    for (at, line), (_, following) in pairwise(paragraph):
        amid = following[0].islower() or (sentence and at != first[0] and 3 * len(line) >= longest)
        wrapped = (width and _is_full(line, following, width)) or (runs_on and amid and not _ENDS.search(line))
        if wrapped and not _ITEM.match(following):
            yield at
