"""Spans out of a foreign file: checked against the text, in whichever unit the file counts.

Files count in Unicode code points or in UTF-16 units, which differ after every emoji. A span comes
in only if it lies within the text and, where the file says what stands there (the *quote*), if that
is what stands there. A file that counts in UTF-16 is recognised by its quotes, and the refusal says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from annotator.domain.span import Span, in_order
from annotator.errors import InputError
from annotator.formats.base import Offsets
from annotator.formats.common.text.decoding import surrogate

_SHOWN = 40
_DIGITS = re.compile(r"\d{1,18}(\.0+)?", re.ASCII)
_HINT = "The file seems to count in UTF-16 units: add it with --offsets utf16."


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
    """Makes spans of one text out of a file's numbers, labels and quotes."""

    def __init__(self, text: str, offsets: Offsets = "code") -> None:
        self._text = text
        self._offsets = offsets
        self._lazy: Utf16 | None = None

    @property
    def counts_code_points(self) -> bool:
        """Whether the file's numbers are taken as they stand."""
        return self._offsets == "code"

    @property
    def _utf16(self) -> Utf16:
        if self._lazy is None:
            self._lazy = Utf16(self._text)
        return self._lazy

    def span(self, start: Any, end: Any, label: Any, quote: Any = None, *, loose: bool = False) -> Span:
        """The span that a file's values mean, in code points.

        `loose`: white space in the quote does not count. Raises `InputError` with the place and the reason.
        """
        if not (_whole(start) and _whole(end)):
            start, end = (value if (whole := number(value)) is None else whole for value in (start, end))
        if not (_whole(start) and _whole(end) and 0 <= start < end and _is_label(label)):
            raise InputError(_wrong(start, end, label))
        first, last = start, end
        if self._offsets == "utf16":
            first, last = self._utf16.to_code(start), self._utf16.to_code(end)
        if last > len(self._text):
            hint = f" {_HINT}" if self._fits_utf16(start, end, quote, loose=loose) else ""
            what = f"ends outside the text, which has {len(self._text)} characters.{hint}"
            raise InputError(f"{_named(start, end, label)} {what}")
        if quote is not None and not same(self._text[first:last], quote, loose=loose):
            hint = f" {_HINT}" if self._fits_utf16(start, end, quote, loose=loose) else ""
            here = self._text[first:last][:_SHOWN]
            what = f"is said to be {str(quote)[:_SHOWN]!r}, but {here!r} stands there.{hint}"
            raise InputError(f"{_named(start, end, label)} {what}")
        return Span(first, last, label)

    def _fits_utf16(self, start: int, end: int, quote: Any, *, loose: bool) -> bool:
        if self._offsets == "utf16" or not _has_astral(self._text):
            return False
        try:
            first, last = self._utf16.to_code(start), self._utf16.to_code(end)
        except InputError:
            return False
        return last <= len(self._text) and (quote is None or same(self._text[first:last], quote, loose=loose))


def same(here: str, quote: Any, *, loose: bool = False) -> bool:
    """Whether a quote is what stands in the text; `loose` leaves white space out of the comparison."""
    if not isinstance(quote, str):
        return False
    return here == quote or (loose and here.split() == quote.split())


def check_label(label: Any, name: str = "A label") -> str:
    """The label as a string. Raises `InputError` where it is none, blank, or no Unicode text."""
    if not _is_label(label):
        raise InputError(f"{name} needs a label that is a text, not blank, and without halves of surrogate pairs.")
    return str(label)


def _is_label(label: Any) -> bool:
    return isinstance(label, str) and bool(label.strip()) and (label.isascii() or surrogate(label) is None)


def _named(start: Any, end: Any, label: Any) -> str:
    return f"The span {start!r}-{end!r} {str(label)[:_SHOWN]!a}"


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
    """A whole number, however it is written: `9`, `9.0`, `"9"`; None for all else."""
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if value.is_integer():
            return int(value)
        case str() if _DIGITS.fullmatch(value):
            return int(value.partition(".")[0])
        case _:
            return None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
