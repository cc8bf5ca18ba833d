"""Reading pattern files, without any model library, so that a broken one is refused before anything starts.

A `.jsonl` file holds spaCy's and Prodigy's patterns, one JSON object a line: `{"label", "pattern"}`,
the pattern a string or a list of token patterns; `{"label", "regex"}` is a regular expression.
Any other file is a *gazetteer*: one string a line, its label behind a tab or else the file's name
(`ORG.txt`); blank lines and lines that begin with `#` are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import InputError

_NEEDS_MODEL = frozenset({"POS", "TAG", "LEMMA", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: a string, a regular expression, or a list of token patterns; exactly one of them is set."""

    label: str
    string: str = ""
    regex: re.Pattern[str] | None = None
    tokens: tuple[dict[str, Any], ...] = ()


def read_patterns(path: Path) -> list[Pattern]:
    """The patterns of a file. Raises `InputError` with the file and the line that cannot be taken."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"The pattern file cannot be read: {error.strerror}.", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("The pattern file is not UTF-8.", file=str(path)) from error
    read = _from_json if path.suffix == ".jsonl" else _from_gazetteer
    found: list[Pattern] = []
    for number, line in enumerate(lines, 1):
        try:
            found += read(line, path)
        except InputError as error:
            raise error.at(str(path), number) from None
    return found


def _from_gazetteer(line: str, path: Path) -> Iterator[Pattern]:
    string, _, label = line.partition("\t")
    if string.strip() and not string.startswith("#"):
        yield Pattern(label.strip() or path.stem, string.strip())


def _from_json(line: str, _: Path) -> Iterator[Pattern]:
    if not line.strip():
        return
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("The line is no JSON.") from error
    match row:
        case {"label": str(label), "pattern": str(string)} if label and string.strip():
            yield Pattern(label, string.strip())
        case {"label": str(label), "regex": str(expression)} if label and expression:
            try:
                yield Pattern(label, regex=re.compile(expression))
            except re.error as error:
                raise InputError(f"The regular expression is broken: {error}.") from error
        case {"label": str(label), "pattern": [*tokens]} if label and tokens:
            yield Pattern(label, tokens=tuple(_token(token) for token in tokens))
        case _:
            raise InputError('A pattern needs a "label" and a "pattern" (or a "regex").')


def _token(token: Any) -> dict[str, Any]:
    if not isinstance(token, dict):
        raise InputError('A token pattern is an object such as {"LOWER": "acme"}.')
    wants = sorted(str(key) for key in token if str(key).upper() in _NEEDS_MODEL)
    if wants:
        raise InputError(f"{wants[0]} needs a tagger; patterns here see only the words themselves.")
    return token
