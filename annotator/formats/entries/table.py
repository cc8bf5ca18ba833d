"""Tables with a head, of spreadsheets and of the query service of Wikidata: one entry a row.

The columns are found by their names (`fields.py`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from annotator.domain.linking.said import Said
from annotator.errors import InputError
from annotator.formats.common.tables import DELIMITERS
from annotator.formats.entries.fields import Aside, fields_of, said
from annotator.formats.entries.lines import Lines
from annotator.plural import counted

_COMMAS = "itemaltlabel"
"""The column in which Wikidata itself puts a comma between other names."""

_SEPARATOR = re.compile("sep=(.)", re.IGNORECASE)
"""The first line of some tables, for a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: the sign between cells, the names of the columns, the lines down to that of the names."""

    sign: str
    names: tuple[str, ...]
    head: int


def shape_of(head: str) -> Shape | None:
    """The shape of a table, where a file begins with the names of an id and of something else."""
    first, _, rest = head.partition("\n")
    told = _SEPARATOR.fullmatch(first.strip("\r"))
    for sign in told[1] if told else DELIMITERS:
        try:
            names = next(csv.reader(StringIO(rest if told else head, newline=""), delimiter=sign, strict=True), [])
        except csv.Error:
            continue
        found = {*fields_of(names).values()}
        if "key" in found and len(found) > 1:
            return Shape(sign, tuple(names), 2 if told else 1)
    return None


def read(lines: Lines, shape: Shape, aside: Aside) -> Iterator[Said | InputError]:
    """What each row below the names says of an entry. Raises `InputError` where the names cannot be read."""
    fields = fields_of(shape.names)
    refused: list[InputError] = []
    table = csv.reader(_texts(lines, refused), delimiter=shape.sign, strict=True)
    _pass_head(table, shape.head, refused)
    while True:
        began = lines.number + 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield InputError(f"This row is no row of a table: {error}.", line=began)
            continue
        yield from refused
        refused.clear()
        if cells is None:
            return
        if any(map(str.strip, cells)):
            try:
                yield _of(cells, shape.names, fields, aside)
            except InputError as error:
                yield error.at("", began)


def _pass_head(table: Iterator[Sequence[str]], lines: int, refused: Sequence[InputError]) -> None:
    """Pass over the lines down to the names. Raises `InputError` where one of them is no text, or no row."""
    try:
        for _ in range(lines):
            next(table, None)
    except csv.Error as error:
        raise InputError(f"The row that names the columns is no row of a table: {error}.", line=lines) from error
    if refused:
        raise refused[0]


def _texts(lines: Lines, refused: list[InputError]) -> Iterator[str]:
    for _, line in lines:
        if isinstance(line, InputError):
            refused.append(line)
        else:
            yield line


def _of(cells: Sequence[str], names: Sequence[str], fields: dict[str, str], aside: Aside) -> Said:
    if len(cells) > len(names):
        raise InputError(f"The row has {counted(len(cells), 'cell')}; the table has {counted(len(names), 'column')}.")
    values: dict[str, object] = {}
    for name, cell in zip(names, cells):  # noqa: B905 - empty last cells may be left out
        if name not in fields:
            aside.add_values(name, bool(cell.strip()))
        elif fields[name] == "aliases" and name.casefold().replace("_", "") == _COMMAS:
            values["aliases"] = cell.split(", ")
        else:
            values[fields[name]] = cell
    return said(values, aside)
