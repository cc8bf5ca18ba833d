"""Reading pattern files, without any model library, so that a broken one is refused before anything starts.

What begins like JSON holds spaCy's and Prodigy's patterns, one object a line or in a list: `{"label", "pattern"}`, the
pattern a string or a list of token patterns (`token_patterns.py`); `{"label", "regex"}` is a regular expression. A
`.csv` is a table of strings and labels, with a first row that names them or without. Any other file is a *gazetteer*:
one string a line, its label behind a tab or else the file's name (`ORG.txt`); blank lines and lines that begin with `#`
are passed over.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.errors import InputError, NoSuchFile
from annotator.suggest.common.token_patterns import TokenPattern, token_pattern

_JSON = re.compile(r'\s*(\[\s*)?\{\s*"')
_JSON_NAMES = {".json", ".jsonl", ".ndjson"}
_OF_STRINGS = {"pattern", "text", "string", "term", "name", "entity", "value", "phrase", "word"}
_OF_LABELS = {"label", "type", "category", "class", "tag", "entity_type"}
_BETWEEN = re.compile(r"[\s,]*")
_Numbered = Iterator[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: a string, a regular expression, or a list of token patterns; exactly one of them is set.

    `line` is where it stands in its file, from 1.
    """

    label: str
    string: str = ""
    regex: re.Pattern[str] | None = None
    tokens: tuple[TokenPattern, ...] = ()
    line: int = 1


def read_patterns(path: Path) -> list[Pattern]:
    """The patterns of a file. Raises `InputError` with the file and the line that cannot be taken."""
    try:
        found = list(_patterns(_text(path), path))
    except InputError as error:
        raise error.at(str(path)) from None
    if not found:
        raise InputError("There is no pattern in it.", file=str(path))
    return found


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except OSError as error:
        raise InputError(f"The pattern file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("The pattern file is not UTF-8: save it as such.", line=line) from error


def _patterns(text: str, path: Path) -> Iterator[Pattern]:
    read: Callable[[Any, str], Iterator[Pattern]]
    if path.suffix.lower() in _JSON_NAMES or _JSON.match(text):
        read, rows = _from_json, _objects(text)
    elif path.suffix.lower() == ".csv":
        read, rows = _from_row, _rows(text)
    else:
        read, rows = _from_gazetteer, _lines(text)
    for line, row in rows:
        try:
            for pattern in read(row, path.stem):
                yield replace(pattern, line=line)
        except InputError as error:
            raise error.at("", line) from None


def _lines(text: str) -> _Numbered:
    """The lines of a text, numbered; a line ends where an editor ends it, and not at U+2028."""
    yield from enumerate(io.StringIO(text, newline=None), 1)


def _objects(text: str) -> _Numbered:
    """The values of JSON, one after the other or in a list, with the lines they begin on. Raises `InputError`."""
    decoder, line, before = json.JSONDecoder(), 1, 0
    in_list = text.lstrip().startswith("[")
    at = text.index("[") + 1 if in_list else 0
    while (at := _end(_BETWEEN, text, at)) < len(text):
        line, before = line + text.count("\n", before, at), at
        if in_list and text[at] == "]":
            return
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise InputError("The line is no JSON.", line=line) from error
        yield line, row
    if in_list:
        raise InputError("The list that begins the file has no end.", line=line)


def _end(expression: re.Pattern[str], text: str, at: int) -> int:
    found = expression.match(text, at)
    return found.end() if found else at


def _rows(text: str) -> _Numbered:
    """The rows of a table that are not blank: strings and labels. Raises `InputError` for one that lacks a label."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    string, label = 0, 1 if delimiter in head else None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            names = [cell.lower() for cell in cells]
            if reader.line_num == 1 and (named := _columns(names)):
                string, label = named
            elif any(cells):
                if label is not None and len(cells) <= max(string, label):
                    raise InputError(
                        f"The row has one column; the first is parted by {delimiter!r}.", line=reader.line_num
                    )
                yield reader.line_num, (cells[string], "" if label is None else cells[label])
    except csv.Error as error:
        raise InputError(f"The row is no row of a table: {error}.", line=reader.line_num) from error


def _columns(names: list[str]) -> tuple[int, int | None] | None:
    """Where a first row that names columns has the strings and the labels; None where it names none."""
    string = next((at for at, name in enumerate(names) if name in _OF_STRINGS), None)
    label = next((at for at, name in enumerate(names) if name in _OF_LABELS), None)
    return None if string is None or (label is None and len(names) > 1) else (string, label)


def _from_row(row: tuple[str, str], name: str) -> Iterator[Pattern]:
    string, label = row
    if not string or (label == "" and not name):
        raise InputError("A row needs a string and a label.")
    yield Pattern(label or name, string)


def _from_gazetteer(line: str, name: str) -> Iterator[Pattern]:
    string, _, label = line.partition("\t")
    if string.strip() and not string.startswith("#"):
        yield Pattern(label.strip() or name, string.strip())


def _from_json(row: Any, _: str) -> Iterator[Pattern]:
    match row:
        case {"label": str(label), "pattern": str(string)} if label and string.strip():
            yield Pattern(label, string.strip())
        case {"label": str(label), "regex": str(expression)} if label and expression:
            try:
                yield Pattern(label, regex=re.compile(expression))
            except re.error as error:
                raise InputError(f"The regular expression is broken: {error}.") from error
        case {"label": str(label), "pattern": [*tokens]} if label and tokens:
            yield Pattern(label, tokens=tuple(map(token_pattern, tokens)))
        case _:
            raise InputError('A pattern needs a "label" and a "pattern" (or a "regex").')
