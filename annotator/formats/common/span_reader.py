"""Spans out of a foreign file: checked against the text, in whichever unit the file counts.

Files count in Unicode code points, or in something else, as in UTF-16 units, which differ after every emoji. A span
comes in only if it lies within the text and, where the file says what stands there (the *quote*), if that is what
stands there. A file that counts something else is recognised by its quotes (`offset_units.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from annotator.domain.span import Span, in_order
from annotator.errors import InputError
from annotator.formats.base import Offsets
from annotator.formats.common.offset_units import NAMED, Units, fits, recognised, same, suspected
from annotator.formats.common.text.decoding import surrogate
from annotator.plural import counted

_SHOWN = 40
_DIGITS = re.compile(r"(\d{1,18})(\.0+|,00?)?", re.ASCII)


class Utf16:
    """The way between code points and UTF-16 units of one text."""

    def __init__(self, text: str) -> None:
        self._astral = [at for at, char in enumerate(text) if char > "\uffff"] if _has_astral(text) else []
        self._units = [at + nth for nth, at in enumerate(self._astral)]

    def to_code(self, unit: int) -> int:
        """The code point offset of a UTF-16 offset. Raises `InputError` for one within a surrogate pair."""
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            raise InputError(f"Offset {unit} is in the middle of a UTF-16 surrogate pair.")
        return unit - before

    def to_units(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._astral, offset)


def _has_astral(text: str) -> bool:
    return not text.isascii() and max(text) > "\uffff"


class SpanReader:
    """Makes spans of one text out of a file's numbers, labels and quotes.

    `offsets` is what the numbers count; where that is `auto`, code points, unless `recognise` finds another count.
    """

    def __init__(self, text: str, offsets: Offsets = "code") -> None:
        self._text, self._offsets = text, offsets
        self._units = Units(text, NAMED[offsets]) if offsets in NAMED else None

    def recognise(self, quoted: Iterable[tuple[Any, Any, Any]]) -> str:
        """Find by its quotes what a file counts, and count it over from now on: a sentence on it.

        Nothing where starts, ends and quotes fit as they stand, where no count makes all of them fit, or where the user
        has said what they count.
        """
        if self._offsets != "auto" or self._units:
            return ""
        numbers = ((number(start), number(end), quote) for start, end, quote in quoted if isinstance(quote, str))
        whole = [(start, end, quote) for start, end, quote in numbers if start is not None and end is not None]
        if not (name := recognised(self._text, whole)):
            return ""
        self._units = Units(self._text, name)
        return f"Its offsets count {name}, as its quotes show; they were counted over."

    def doubt(self, spans: Iterable[Span]) -> str:
        """A sentence where spans that came without quotes seem to be counted otherwise; else nothing."""
        if self._offsets != "auto" or self._units:
            return ""
        option = suspected(self._text, [(span.start, span.end) for span in spans])
        if option is None:
            return ""
        return f"Its spans cut words where they stand; if it counts {NAMED[option]}, add it with --offsets {option}."

    def span(self, start: Any, end: Any, label: Any, quote: Any = None, *, loose: bool = False) -> Span:
        """The span that a file's values mean, in code points.

        `loose`: white space in the quote does not count. Raises `InputError` with the place and the reason.
        """
        if not (_whole(start) and _whole(end)):
            start, end = (value if (whole := number(value)) is None else whole for value in (start, end))
        if not (_whole(start) and _whole(end) and 0 <= start < end and _is_label(label)):
            raise InputError(_wrong(start, end, label))
        first, last = start, end
        if self._units:
            place = self._units.place(start, end)
            if place is None:
                raise InputError(f"{_named(start, end, label)} cuts a character, counted in {self._units.name}.")
            first, last = place
        if last > len(self._text):
            what = f"ends outside the text, which has {counted(len(self._text), 'character')}."
            raise InputError(f"{_named(start, end, label)} {what}{self._hint(start, end, quote)}")
        if quote is not None and not same(self._text[first:last], quote, loose=loose):
            here = self._text[first:last][:_SHOWN]
            what = f"is said to be {str(quote)[:_SHOWN]!r}, but {here!r} stands there."
            raise InputError(f"{_named(start, end, label)} {what}{self._hint(start, end, quote)}")
        return Span(first, last, label)

    def _hint(self, start: int, end: int, quote: Any) -> str:
        """How to say what a file counts, where a span that does not fit would fit then."""
        for option, name in NAMED.items():
            if option != self._offsets and fits(self._text, Units(self._text, name).place(start, end), quote):
                return f" If the file counts {name}, add it with --offsets {option}."
        return ""


def check_label(label: Any, name: str = "The article") -> str:
    """The label as a string. Raises `InputError` where it is none, blank, or no Unicode text."""
    if not _is_label(label):
        raise InputError(f"{name} needs a label that is a text, not blank, and without halves of surrogate pairs.")
    return str(label)


def _is_label(label: Any) -> bool:
    return isinstance(label, str) and bool(label.strip()) and (label.isascii() or surrogate(label) is None)


def _named(start: Any, end: Any, label: Any) -> str:
    said = "" if label is None else f" {str(label)[:_SHOWN]!a}"
    return f"The span {start!r}-{end!r}{said}"


def _wrong(start: Any, end: Any, label: Any) -> str:
    """Why these make no span of any text."""
    name = _named(start, end, label)
    if not _is_label(label):
        return f"{name} needs a label that is a text, not blank, and without halves of surrogate pairs."
    if not _whole(start) or not _whole(end):
        return f"{name} needs whole numbers for its start and end."
    return f"{name} must start at 0 or later and end after its start."


def sorted_spans(spans: Iterable[Span]) -> list[Span]:
    """The spans in the order of the text, each once."""
    return sorted(set(spans), key=in_order)


def check_tokens(text: str, edges: Iterable[tuple[Any, Any]]) -> list[tuple[int, int]]:
    """Token edges in code points, without blank tokens. Raises `InputError` where they overlap or leave the text."""
    tokens: list[tuple[int, int]] = []
    at = 0
    for start, end in edges:
        if not _whole(start) or not _whole(end) or not at <= start <= end <= len(text):
            raise InputError(f"The token {start!r}-{end!r} overlaps the one before it or leaves the text.")
        at = end
        if not text[start:end].isspace() and start < end:
            tokens.append((start, end))
    return tokens


def number(value: Any) -> int | None:
    """A whole number, however it is written: `9`, `9.0`, `"9"`, `"9,0"`; None for all else."""
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if value.is_integer():
            return int(value)
        case str() if found := _DIGITS.fullmatch(value):
            return int(found[1])
        case _:
            return None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
