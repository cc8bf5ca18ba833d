"""Tables with a word and its tag in each row, as `Sentence #,Word,POS,Tag`, as the lines of a file of columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import NamedTuple

from annotator.errors import InputError
from annotator.formats.common.columns.tag_schemes import is_tag
from annotator.formats.common.tables import DELIMITERS, Shape
from annotator.formats.common.told import Told

_CALLED = {
    "word": {"word", "words", "token", "tokens", "form"},
    "tag": {"tag", "tags", "ner", "nertag", "nertags", "label", "iob", "iobtag", "bio", "biotag", "entitytag"},
    "sentence": {"sentence", "sentenceid", "sentenceidx", "sentid", "sentenceno", "sentencenumber", "sent"},
    "document": {"document", "documentid", "doc", "docid", "article", "articleid", "file", "filename"},
}
"""What its columns may be called, in small letters and without what stands between their words."""


class TokenTable(NamedTuple):
    """How such a table is written, and which of its columns is which."""

    shape: Shape
    columns: Mapping[str, str]


def token_table(head: str) -> TokenTable | None:
    """The table that begins so, if it has a column of words and one whose first cells are tags."""
    for delimiter in DELIMITERS:
        try:
            names, *first = islice(csv.reader(StringIO(head.lstrip("\ufeff"), newline=""), delimiter=delimiter), 3)
        except (csv.Error, ValueError):
            continue
        plain = [re.sub(r"[\W_]+", "", name).lower() for name in names]
        found = {
            ours: next((at for at, name in enumerate(plain) if name in called), -1) for ours, called in _CALLED.items()
        }
        if found["word"] < 0 or found["tag"] < 0 or not first:
            continue
        if all(len(row) == len(names) and is_tag(row[found["tag"]]) for row in first):
            columns = {ours: names[at] for ours, at in found.items() if at >= 0}
            return TokenTable(Shape(delimiter, 0, tuple(names), columns["word"]), columns)
    return None


def as_lines(
    rows: Iterable[tuple[int, dict[str, str] | InputError]],
    columns: Mapping[str, str],
    told: Told,
    refused: list[InputError],
) -> Iterator[tuple[int, str]]:
    """The rows as numbered lines: a word and its tag, a blank line before a sentence, `-DOCSTART-` before a document.

    A sentence or document may be named in its first row alone. Rows that are none go to `refused`, what stands in
    further columns is counted.
    """
    known, sentence, document = {*columns.values()}, "", ""
    for line, row in rows:
        if isinstance(row, InputError):
            refused.append(row)
            continue
        name, number = row.get(columns.get("document", ""), ""), row.get(columns.get("sentence", ""), "")
        if name not in ("", document):
            yield line, "-DOCSTART-\tO"
        if number not in ("", sentence) or name not in ("", document):
            yield line, ""
        document, sentence = name or document, number or sentence
        for other in row.keys() - known:
            told.aside(f"values ({other})", bool(row[other].strip(" _")), kept=False)
        if word := "\u00a0".join(row[columns["word"]].split()):
            yield line, f"{word}\t{row[columns['tag']].strip()}"
        else:
            refused.append(InputError("The row has no word; it was passed over.", line=line))
