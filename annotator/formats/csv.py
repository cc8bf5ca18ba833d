"""CSV: one span a row, for spreadsheets and scripts.

The text of an article stands in the first of its rows; an article without spans has one row without
start and end; `meta` is a JSON object. A cell that a spreadsheet would run (`=`, `+`, `-`, `@`, tab,
carriage return) gets an apostrophe in front, which is taken off again on reading. Of tables of other programs
(`parts/other_tables.py`), those with start, end and label have a span in each row, those without are articles with
labels of the whole.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from annotator.domain.document import Document, Incoming, IncomingLayer
from annotator.domain.layer import Held
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions
from annotator.formats.common.columns.chosen import Chosen
from annotator.formats.common.columns.reader import tagged_articles
from annotator.formats.common.json_strict import parse
from annotator.formats.common.meta_text import meta_text
from annotator.formats.common.records.base import without
from annotator.formats.common.records.columns import label_columns
from annotator.formats.common.records.dataset_cards import cards, class_names
from annotator.formats.common.records.record import incoming
from annotator.formats.common.records.span_entries import NUMBERED
from annotator.formats.common.tables import Shape, columns_of, rows, shape_of
from annotator.formats.common.text.decoding import guess_told, opened_text
from annotator.formats.common.text.sniffing import head_text
from annotator.formats.common.told import Told
from annotator.formats.parts.other_tables import (
    Rows,
    annotator_of,
    as_ours,
    by_quote,
    is_of_words,
    span_columns,
    with_lists,
    words_shape,
)
from annotator.formats.parts.span_rows import ARTICLE, COLUMNS, article_of, of_spans
from annotator.formats.parts.token_tables import TokenTable, as_lines, token_table

NAME = "csv"
ABOUT = "CSV, one span a row, for spreadsheets; or a table of texts and labels"
SUFFIXES = (".csv", ".tsv", ".tab")
SIGNS = (
    {"name": r"\.(csv|tsv|tab)$"},
    {"head": r"(?i)\A\ufeff?(sep=.\r?\n)?[^\n]*\b(text|content|body|sentence)\b[^\n]*[\t;,|][^\n]*\n"},
    {"head": r"(?i)\A\ufeff?[^\n]*[\t;,|][^\n]*\b(text|content|body|sentence)\b[^\n]*\n"},
)
ORDER = 20
HOLDS: tuple[Holds, ...] = (
    "title", "byline", "source", "date", "language", "meta", "cats", "refused_cats", "skipped", "open", "rejected",
)  # fmt: skip
LOSES: Mapping[Loss, str] = {}
FOLDER = False
STREAMS = True
READ_SETTINGS = label_columns.READ_SETTINGS
EXTRA = ""

_OF_LABEL_STUDIO, _OF_DOCCANO = {"annotation_id", "annotator"}, {"id", "text", "label"}
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_NEEDED = {"key", "text", "start", "end", "label"}
_TABLES = {".csv", ".tsv", ".tab"}
_HEAD = 1 << 16
_RULE = re.compile(r"[\s|:-]+")
_SHOWN, _MOST = 40, 6
_NO_VALUES = {"nan", "<na>"}
"""What tables of pandas have in small letters where nothing stands."""


def sniff(path: Path, head: bytes) -> bool:
    """Whether the first row has a column of texts, or of words with tags.

    In a file of another name, the next must have as many cells; a table by its name that has no such column is asked
    for it when it is read.
    """
    text = head_text(head)
    if token_table(text) is not None:
        return True
    shape = shape_of(text, COLUMNS) or words_shape(text)
    if path.suffix.lower() in _TABLES:
        return shape is not None or bool(columns_of(text))
    if shape is None:
        return False
    second = text.partition("\n")[2].partition("\n")[0]
    if _RULE.fullmatch(second):
        return False  # a table of Markdown
    return len(shape.names) > 1 and second.count(shape.delimiter) >= len(shape.names) - 1


def companions(path: Path) -> list[Path]:
    """The card of the dataset that a file is in, if it is in one."""
    return cards(path)


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write a row for each span, wanted rejection and article label."""
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        table.writeheader()
        for _, layers in groupby(documents, key=lambda document: document.article.key):
            for number, document in enumerate(layers):
                rows = _rows(document, rejected=options.rejected)
                if number == 0:
                    article = document.article
                    rows[0] |= {name: getattr(article, name) for name in ARTICLE}
                    rows[0] |= {"meta": meta_text(article.meta), "text": article.text}
                table.writerows({name: _disarmed(cell) for name, cell in row.items()} for row in rows)
    return []


def _rows(document: Document, *, rejected: bool) -> list[dict[str, object]]:
    head: dict[str, object] = {
        "key": document.article.key,
        "layer": document.layer,
        "status": document.status,
    }
    text = document.article.text
    rows = [head | {"kind": "span"} | _cells(held, text) for held in document.spans]
    if rejected:
        rows += [
            head | {"kind": "rejected"} | _cells(held, text) | {"decided": "rejected"} for held in document.rejected
        ]
    rows += [head | {"kind": "article" if on else "not", "label": label} for label, on in document.cats.items()]
    return rows or [head]


def _cells(held: Held, text: str) -> dict[str, object]:
    span = held.span
    cells: dict[str, object] = {"start": span.start, "end": span.end, "label": span.label, "quote": span.quote(text)}
    score = "" if held.score is None else held.score
    return cells | {
        "decided": held.decided,
        "suggested_by": held.source,
        "score": score,
        "by": held.by,
        "at": held.at,
    }


def _disarmed(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN) else cell


def _armed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUN) else cell


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a table."""
    try:
        with opened_text(path, "") as (file, guessed):
            yield from guess_told(guessed)
            head = "".join(file.readline(_HEAD) for _ in range(3))
        if table := token_table(head):
            yield from _words(path, table, options)
            return
        shape = shape_of(head, COLUMNS, options.text_key) or words_shape(head)
        if shape is None:
            yield _without_texts(head)
            return
        if shape.text not in ("text", options.text_key) and not is_of_words(shape.text):
            yield Notice(f"The column {shape.text!r} was taken for the text.")
        if doubled := sorted({name for name in shape.names if name and shape.names.count(name) > 1}):
            named = ", ".join(map(repr, doubled))
            yield InputError(f"Several of its columns have one name ({named}): give each its own.", line=1)
            return
        columns = span_columns(shape.names)
        if set(shape.names) >= _NEEDED:
            yield from of_spans(_in_groups(path, shape), options)
        elif columns:
            yield from _of_others(path, shape, columns, options)
        else:
            yield from _plain(path, shape, options)
    except InputError as error:
        yield error


def _without_texts(head: str) -> InputError:
    """Why a table is not taken that has no column of texts, and what it has instead."""
    names = ", ".join(repr(name[:_SHOWN]) for name in columns_of(head)[:_MOST])
    way = f" `--text NAME` says which one it is: {names}? Names of columns stand above the rows." if names else ""
    return InputError(f"The first row names no column of texts, as a table of articles does.{way}", line=1)


def _rows_of(path: Path, shape: Shape) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    with opened_text(path, "") as (file, _):
        yield from rows(file, shape)


def _of_others(path: Path, shape: Shape, columns: Mapping[str, str], options: ReadOptions) -> Iterator[Read]:
    """Articles of a table of other programs with a row for each span."""
    told = Told()
    rows, labels = label_columns.with_columns(_rows_of(path, shape), options, (*columns, shape.text))
    yield from of_spans(as_ours(rows, shape.text, columns, labels, told), options)
    yield from told


def _words(path: Path, table: TokenTable, options: ReadOptions) -> Iterator[Read]:
    """Articles of one row a word."""
    told, refused = Told(), list[InputError]()
    lines = as_lines(_rows_of(path, table.shape), table.columns, told, refused)
    yield from tagged_articles(lines, options, Chosen(None, ()))
    yield from (*refused, *told)


def _plain(path: Path, shape: Shape, options: ReadOptions) -> Iterator[Read]:
    """Articles of one row each, with labels of the whole; a cell may hold a list of spans."""
    told = Told()
    options = replace(options, text_key="", classes=class_names(path))
    rows, columns = label_columns.with_columns(_with_texts(_rows_of(path, shape), shape.text), options, table=True)
    for line, row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield _of_row(columns.out_of(row, told), line, options, told)
        except InputError as error:
            yield error.at("", line)
    yield from told


def _with_texts(rows: Rows, name: str) -> Rows:
    """The rows with their text under "text"; where they have lists of words, they have none."""
    for line, row in rows:
        if isinstance(row, InputError) or is_of_words(name):
            yield line, row
        else:
            yield line, {**{key: cell for key, cell in row.items() if key != name}, "text": row[name]}


def _of_row(row: Mapping[str, Any], line: int, options: ReadOptions, told: Told) -> Incoming:
    """The article of a row that has nothing else. Raises `InputError`."""
    if row.keys() >= _OF_LABEL_STUDIO:
        cells = {name: _parsed(cell, line) for name, cell in row.items() if cell}
        return incoming(cells, options, line, told)
    name, who = annotator_of(row)
    if (record := with_lists(row, line)) is not None:
        return incoming(without(record, name) | {"_annotator_id": who}, options, line, told)
    if "labels" in row and "label" not in row:
        row = {("label" if name == "labels" else name): cell for name, cell in row.items()}
    if (record := by_quote(row)) is not None:
        return incoming(without(record, name) | {"_annotator_id": who}, options, line, told)
    label = row.get("label", "").strip()
    if label.lower() in _NO_VALUES:
        label = ""
        told.aside("labels that are no value (NaN)", kept=False)
    if label.isdecimal():
        names = options.classes("label")
        if int(label) < len(names):
            label = names[int(label)]
        else:
            told.say(NUMBERED)
    labels = label.split("#")
    if row.keys() != _OF_DOCCANO or len(labels) < 2 or not all(map(str.strip, labels)):
        labels = [label] if label else []
    else:
        told.say("Labels joined by # were taken apart, as doccano joins them.")
    layers = {who: IncomingLayer(cats=dict.fromkeys(labels, True))} if labels else {}
    return Incoming(
        article_of(row, options, {"text", "label", "meta"} | ({name} if name else set())), layers, line=line
    )


def _parsed(cell: Any, line: int) -> Any:
    return parse(cell, line) if isinstance(cell, str) and cell.startswith(("[", "{")) else cell


def _in_groups(path: Path, shape: Shape) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """The rows with those of one article together, the one with its text first.

    A table that a spreadsheet has sorted is held in memory for that.
    """
    if not _is_sorted_otherwise(path, shape):
        yield from _own(path, shape)
        return
    groups: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, row in _own(path, shape):
        if isinstance(row, InputError):
            yield line, row
        else:
            groups.setdefault(row["key"], []).append((line, row))
    for group in groups.values():
        yield from sorted(group, key=lambda one: not one[1]["text"])


def _own(path: Path, shape: Shape) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """The rows of a table that this product wrote, with what it put before cells taken off again."""
    for line, row in _rows_of(path, shape):
        yield line, row if isinstance(row, InputError) else {name: _armed(cell) for name, cell in row.items()}


def _is_sorted_otherwise(path: Path, shape: Shape) -> bool:
    """Whether some row of an article comes before the row with its text, or after one of another article."""
    key = ""
    for _, row in _rows_of(path, shape):
        if not isinstance(row, InputError):
            if row["key"] != key and not row["text"]:
                return True
            key = row["key"]
    return False
