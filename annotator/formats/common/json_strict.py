"""Strict JSON from files that nobody vouches for.

Python's json takes NaN and Infinity and answers 100,000 brackets with RecursionError; here every
refusal is an `InputError` with line and column. Lines that orjson reads as `parse` would are left to
it, because it takes a fifth of the time. `records` gives the JSON values of a file one after
the other: the lines of a JSONL, the elements of a top-level array, or values that just follow each other.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.errors import InputError
from annotator.formats.base import Notice
from annotator.formats.common.json_twice import KeysTwice
from annotator.formats.common.text.decoding import mark, surrogate, undecodable

DEEPEST = 64
LONGEST_LINE = 256 * 1024 * 1024
_LARGEST_DOCUMENT = 1024 * 1024 * 1024
_LINE_SUFFIXES = {".jsonl", ".ndjson"}
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_PYTHON = re.compile(r"\s*\{\s*'")
_SPACES = " \t\r\n"
_SPACE = re.compile(f"[{_SPACES}]*")
_OUTSIDE = re.compile(
    r'"(?:[^"\\]|\\.)*"?|(NaN|-?Infinity)|(\d{400,})|(-?\d[\d.]*[eE][+\-]?\d+)|([\[{])|([\]}])', re.DOTALL
)
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_MANY_DIGITS = b"0" * 19
_ONLY_TEXTS = {str}
_CONSTANT, _LONG, _EXPONENT, _OPEN, _CLOSE = 1, 2, 3, 4, 5


class _Refused(ValueError):
    """A value that Python's json would take but JSON, or a stored project, does not."""


def _constant(name: str) -> Any:
    raise _Refused(f"{name} is no JSON value")


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise _Refused("a number is too large")
    return value


_DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_number)


def parse(text: str, line: int = 1) -> Any:
    """The JSON value of a text that begins on line `line` of its file. Raises `InputError` with line and column."""
    start = _after_space(text, 0)
    value, end = parse_at(text, start, line)
    end = _after_space(text, end)
    if end < len(text):
        raise _at(text, end, line, "something follows the value")
    _check(value, text, start, end, line)
    return value


def _parse_line(line: bytes, number: int) -> Any:
    """The JSON value of a line that `_quickly` does not give.

    Raises `InputError` with line and column, or `UnicodeDecodeError`.
    """
    text = line.decode().rstrip("\r\n")
    try:
        return parse(text, number)
    except InputError:
        if text.rstrip().endswith(","):
            return parse(text.rstrip()[:-1], number)
        if _PYTHON.match(text):
            raise InputError(
                "This is a dictionary of Python, not JSON; `json.dumps` writes that.", line=number
            ) from None
        raise


def parse_line(line: bytes, number: int) -> Any:
    """The JSON value of one line in UTF-8, behind which a comma may stand. Raises `InputError` with line and column."""
    value, _ = _quickly(line)
    return _parse_line(line, number) if value is None else value


def _quickly(line: bytes) -> tuple[Any, bool]:
    """The value of a line where orjson gives what `parse` gives, else None; and whether no key stands in it twice.

    Where the latter takes a look of its own, False is given. orjson refuses more than `parse` tells apart, nests
    deeper, and makes floats of whole numbers with many digits.
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None, False
    if type(value) is dict and {*map(type, value.values())} == _ONLY_TEXTS:
        return value, line.count(b'"') == 4 * len(value)
    doubtful = line.count(b"{") + line.count(b"[") > DEEPEST or _MANY_DIGITS in line.translate(_ZEROS)
    return None if doubtful else value, False


def _check(value: Any, text: str, start: int, end: int, line: int) -> None:
    """Raise `InputError` where the value that stands at `[start, end)` of a text has half of a surrogate pair."""
    if text.find("\\", start, end) >= 0 and _ESCAPED_SURROGATE.search(text, start, end):
        try:
            _check_surrogates(value)
        except InputError as error:
            raise error.at("", line) from None


def parse_at(text: str, start: int, line: int = 1) -> tuple[Any, int]:
    """The JSON value that begins at `start`, and where it ends. Raises `InputError` with line and column."""
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _at(text, error.pos, line, error.msg[:1].lower() + error.msg[1:]) from None
    except RecursionError:
        raise _at(text, _culprit(text, start, deep=True), line, "brackets are nested too deep") from None
    except ValueError as error:
        reason = str(error) if isinstance(error, _Refused) else "a number is too long"
        raise _at(text, _culprit(text, start), line, reason) from None


def _check_surrogates(value: Any) -> None:
    """Raise `InputError` where a text within a JSON value has half of a surrogate pair."""
    match value:
        case str() if surrogate(value) is not None:
            raise InputError(f"The text {value[:40]!a} has half of a UTF-16 surrogate pair.")
        case dict():
            for key, inner in value.items():
                _check_surrogates(key)
                _check_surrogates(inner)
        case list():
            for inner in value:
                _check_surrogates(inner)


def check_depth(value: Any, depth: int = 0) -> None:
    """Raise `InputError` where a JSON value is nested too deep to be kept."""
    if depth > DEEPEST:
        raise InputError(f"Its values are nested more than {DEEPEST} deep.")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(inner, (dict, list)):
            check_depth(inner, depth + 1)


def _at(text: str, position: int, line: int, reason: str) -> InputError:
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return InputError(f"This is not JSON at column {column}: {reason}.", line=line + text.count("\n", 0, position))


def _culprit(text: str, start: int, *, deep: bool = False) -> int:
    """Where the value stands that was refused: a constant, a number, or the bracket that goes too deep."""
    depth = 0
    for match in _OUTSIDE.finditer(text, start):
        depth += (match.lastindex == _OPEN) - (match.lastindex == _CLOSE)
        infinite = match.lastindex == _EXPONENT and math.isinf(float(match[0]))
        if depth > DEEPEST if deep else infinite or match.lastindex in {_CONSTANT, _LONG}:
            return match.start()
    return start


def _after_space(text: str, start: int) -> int:
    if text[start : start + 1] not in _SPACES:
        return start
    match = _SPACE.match(text, start)
    return match.end() if match else start


Record = tuple[int, Any]


def records(path: Path) -> Iterator[Record | InputError | Notice]:
    """The JSON values of a file with the line each begins at, or why one is refused; then what there is to say.

    The lines of a JSONL are read one at a time; of a top-level array the elements are given one by one.
    """
    twice = KeysTwice()
    yield from _records(path, twice)
    yield from twice


def _records(path: Path, twice: KeysTwice) -> Iterator[Record | InputError]:
    with path.open("rb") as file:
        head = file.read(1 << 16)
        file.seek(0)
        lines = _is_lines(head) or (path.suffix.lower() in _LINE_SUFFIXES and not _is_laid_out(head))
        if lines and mark(head)[1] == "utf-8" and not head.lstrip().startswith(b"["):
            yield from _lines(_raw_lines(file, mark(head)[0]), twice)
            return
        if path.stat().st_size > _LARGEST_DOCUMENT:
            yield InputError(f"The file has over {_LARGEST_DOCUMENT:,} bytes and is no JSONL in UTF-8.")
            return
        data = file.read()
    try:
        text = decode_json(data)
        if lines and text[:1] != "[":
            yield from _lines((line.encode() for line in text.split("\n")), twice)
        else:
            yield from _document(text, twice)
    except InputError as error:
        yield error


def decode_json(data: bytes) -> str:
    """The text of a JSON file: UTF-8, or UTF-16 and UTF-32 with a byte order mark. Raises `InputError`."""
    skip, encoding = mark(data)
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise undecodable(data[skip:], error) from None


def _is_lines(head: bytes) -> bool:
    """Whether the first line that is not blank is a JSON object by itself."""
    skip, encoding = mark(head)
    lines = head[skip:].decode(encoding, errors="ignore").split("\n")
    first = next((line for line in lines if line.strip()), "")
    try:
        return first.lstrip().startswith("{") and isinstance(parse(first), dict)
    except InputError:
        return False


def _is_laid_out(head: bytes) -> bool:
    """Whether a value is laid out over several lines, as `jq` prints it: the first one is a bracket alone."""
    skip, encoding = mark(head)
    return head[skip:].decode(encoding, errors="ignore").lstrip().split("\n")[0].rstrip() in {"{", "["}


def _raw_lines(file: BinaryIO, skip: int) -> Iterator[bytes]:
    """Lines cut at line feeds; a line beyond the limit is given up to the limit and its rest passed over."""
    file.seek(skip)
    for line in iter(partial(file.readline, LONGEST_LINE + 1), b""):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)  # noqa: PLW2901 - the rest of the same line


def _lines(lines: Iterable[bytes], twice: KeysTwice) -> Iterator[Record | InputError]:
    empty = True
    for number, line in enumerate(lines, 1):
        if line.isspace() or not line:
            continue
        empty = False
        if len(line) > LONGEST_LINE:
            yield InputError(f"The line is longer than {LONGEST_LINE:,} bytes.", line=number)
            continue
        value, has_each_key_once = _quickly(line)
        try:
            value = _parse_line(line, number) if value is None else value
        except UnicodeDecodeError as error:
            yield undecodable(line, error, number)
        except InputError as error:
            yield error
        else:
            if not has_each_key_once:
                twice.look(line, value, number)
            yield number, value
    if empty:
        yield InputError("The file is empty.", line=1)


def _document(text: str, twice: KeysTwice) -> Iterator[Record | InputError]:
    """The elements of a top-level array, one by one; else the one value of the text.

    An array that begins with a string is one record itself: spaCy's `[text, {...}]`. Values may follow each other.
    """
    at = _after_space(text, 0)
    if at == len(text):
        raise InputError("This is not JSON at column 1: the file is empty.", line=1)
    inside = _after_space(text, at + 1)
    if text[at] != "[" or text[inside : inside + 1] == '"':
        yield from _values(text, at, twice)
        return
    line, counted, at = 1, 0, inside
    if text[at : at + 1] == "]":
        raise InputError("The file holds an empty list: there is no article in it.", line=1)
    while True:
        line, counted = line + text.count("\n", counted, at), at
        value, at = parse_at(text, at)
        try:
            _check(value, text, counted, at, line)
        except InputError as error:
            yield error
        else:
            twice.look(text[counted:at].encode(), value, line)
            yield line, value
        at = _after_space(text, at)
        if text[at : at + 1] != ",":
            break
        at = _after_space(text, at + 1)
    if text[at : at + 1] != "]":
        raise _at(text, at, 1, "a comma or a closing bracket is missing")
    if (end := _after_space(text, at + 1)) < len(text):
        raise _at(text, end, 1, "something follows the list")


def _values(text: str, at: int, twice: KeysTwice) -> Iterator[Record]:
    """The values that stand one after the other in a text, the first one at `at`. Raises `InputError`."""
    line, counted = 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        value, end = parse_at(text, at)
        follows = _after_space(text, end)
        if follows < len(text) and not (text[at] == "{" and text[follows] == "{"):
            raise _at(text, follows, 1, "something follows the value")
        _check(value, text, at, end, line)
        twice.look(text[at:end].encode(), value, line)
        yield line, value
        at = follows
