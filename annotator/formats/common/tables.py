"""Tables of other programs: which sign stands between the cells, what the columns are called, row after row.

A spreadsheet writes semicolons where the comma is the decimal sign, tabs where it writes "Unicode text", and sometimes
`sep=;` as a first line. The sign is the one that makes a column of texts of the first row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice, zip_longest
from typing import TextIO

from annotator.errors import InputError
from annotator.formats.common.text.decoding import LARGEST_FILE
from annotator.plural import counted

TEXTS = ("text", "content", "body", "sentence", "article", "document")
"""What a column of texts may be called; the first that is there is taken."""

DELIMITERS = (",", ";", "\t", "|")
"""What may stand between the cells."""
_KNOWN = {
    "column_data": "text", "column_label": "label", "headline": "title", "author": "byline", "url": "source",
    "lang": "language",
}  # fmt: skip
"""What columns are called elsewhere: doccano's own examples, and news."""
_SEPARATOR = "sep="

csv.field_size_limit(LARGEST_FILE)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: the sign between cells, the lines before the names, the names, the column of texts."""

    delimiter: str
    skipped: int
    names: tuple[str, ...]
    text: str


def shape_of(head: str, own: Iterable[str] = (), chosen: str = "") -> Shape | None:
    """The shape of a table that begins so, or None where no first row with a column of texts is seen.

    `own` are names of columns that are known by any case, `chosen` is the column of texts where the user names it.
    """
    first, _, rest = head.lstrip("\ufeff").partition("\n")
    told = first.strip().lower()
    if told.startswith(_SEPARATOR) and len(told) == len(_SEPARATOR) + 1:
        return _shape(rest, first.strip()[-1], 1, own, chosen)
    shapes = [one for sign in DELIMITERS if (one := _shape(head.lstrip("\ufeff"), sign, 0, own, chosen))]
    return max(shapes, key=lambda one: len(one.names), default=None)


def _shape(head: str, delimiter: str, skipped: int, own: Iterable[str], chosen: str) -> Shape | None:
    try:
        cells = next(csv.reader(StringIO(head, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return None
    names = tuple(_name(cell, own) for cell in cells)
    named = (name for name, cell in zip(names, cells, strict=True) if chosen in (name, cell.strip()))
    text = next((name for name in TEXTS if name in names) if not chosen else named, "")
    return Shape(delimiter, skipped, names, text) if text else None


def columns_of(head: str) -> Sequence[str]:
    """What the first row says, where the second has as many cells; empty where these are no rows of a table."""
    for sign in DELIMITERS:
        try:
            first, second = islice(csv.reader(StringIO(head.lstrip("\ufeff"), newline=""), delimiter=sign), 2)
        except (csv.Error, ValueError):
            continue
        if len(first) == len(second) > 1 and all(map(str.strip, first)):
            return first
    return ()


def _name(cell: str, own: Iterable[str]) -> str:
    """The name of a column as it is known here, where it is."""
    name, low = cell.strip(), cell.strip().lower()
    return _KNOWN.get(low, low if low in {*own, *TEXTS} else name)


def rows(file: TextIO, shape: Shape) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """Each row below the names by their columns, with the line it begins at; a row that is none is an error.

    Where a quotation mark stands in the midst of a cell, that row is refused and the next line goes on.
    """
    for _ in range(shape.skipped):
        file.readline()
    table = csv.reader(file, delimiter=shape.delimiter, strict=True)
    try:
        next(table, None)
    except csv.Error as error:
        yield 1, InputError(f"The row that names the columns is no row of a table: {error}.", line=1)
        return
    names = list(shape.names)
    while True:
        line = table.line_num + shape.skipped + 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield line, InputError(f"This row is no row of a table: {error}.", line=line)
            continue
        if cells is None:
            return
        if len(cells) > len(names):
            what = f"The row has {counted(len(cells), 'cell')}; the table has {counted(len(names), 'column')}."
            yield line, InputError(what, line=line)
        elif any(cells):
            yield line, dict(zip_longest(names, cells, fillvalue=""))  # empty last cells may be left out
