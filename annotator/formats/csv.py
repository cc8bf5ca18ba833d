"""CSV: one span a row, for spreadsheets and scripts.

The text of an article stands in the first of its rows; an article without spans has one row without
start and end; `meta` is a JSON object. A cell that a spreadsheet would run (`=`, `+`, `-`, `@`, tab,
carriage return) gets an apostrophe in front, which is taken off again on reading. A table of `text` and `label`
alone is read as articles with labels of the whole.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions
from annotator.formats.common.answers import ANSWERS, Meaning, meaning
from annotator.formats.common.decoding import LONGEST_TEXT, check_text, long_text, opened_text
from annotator.formats.common.meta_text import meta_in, meta_text
from annotator.formats.common.sniffing import head_text
from annotator.formats.common.span_reader import SpanReader, check_label

NAME = "csv"
ABOUT = "CSV, one span a row, for spreadsheets; or a table of texts and labels"
SUFFIXES = (".csv",)
SIGNS = ({"name": r"(?i)\.csv$"},)
ORDER = 20
HOLDS: tuple[Holds, ...] = (
    "title", "byline", "source", "date", "language", "meta", "cats", "refused_cats", "skipped", "open", "rejected",
)  # fmt: skip
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_ARTICLE = ("title", "byline", "source", "date", "language")
_COLUMNS = (
    "key", "layer", "status", "kind", "start", "end", "label", "quote", "decided", "suggested_by", "score", "by", "at",
    *_ARTICLE, "meta", "text",
)  # fmt: skip
_OTHER = {"column_data": "text", "column_label": "label"}
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_NEEDED = {"key", "text", "start", "end", "label"}

csv.field_size_limit(4 * LONGEST_TEXT)


def sniff(_path: Path, head: bytes) -> bool:
    """Whether the first row has a column of texts."""
    try:
        return "text" in _known(next(csv.reader(StringIO(head_text(head), newline="")), []))
    except csv.Error:
        return False


def _known(cells: Iterable[str]) -> list[str]:
    """The names of columns; those of doccano's own examples are ours by other names."""
    return [_OTHER.get(name.strip(), name.strip()) for name in cells]


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write a row for each span, wanted rejection and article label."""
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\r\n")
        table.writeheader()
        for _, layers in groupby(documents, key=lambda document: document.article.key):
            for number, document in enumerate(layers):
                rows = _rows(document, rejected=options.rejected)
                if number == 0:
                    article = document.article
                    rows[0] |= {name: getattr(article, name) for name in _ARTICLE}
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


@dataclass(slots=True)
class _Gathering:
    """The rows of one article, as they come."""

    article: Article
    line: int
    spans: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    cats: dict[str, dict[str, bool]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)

    def take(self, row: Mapping[str, str], reader: SpanReader) -> None:
        """Take in one row. Raises `InputError`."""
        layer, kind = row.get("layer", UNNAMED), row.get("kind", "span")
        kinds = self.spans.setdefault(layer, {"span": [], "rejected": []})
        self.status[layer] = row.get("status", "")
        if row.get("start") or row.get("end"):
            start, end = (int(row[name]) if row[name].isdecimal() else row[name] for name in ("start", "end"))
            kinds["rejected" if kind == "rejected" else "span"].append(
                reader.span(start, end, row["label"], row.get("quote"))
            )
        elif row.get("label"):
            self.cats.setdefault(layer, {})[check_label(row["label"])] = kind != "not"

    def incoming(self) -> Incoming:
        layers = {
            layer: self._answer(layer).layer(kinds["span"], self.cats.get(layer, {}), kinds["rejected"])
            for layer, kinds in self.spans.items()
        }
        return Incoming(self.article, layers, line=self.line)

    def _answer(self, layer: str) -> Meaning:
        """What the status of a layer means; a table of others may have a status of another kind."""
        status = self.status[layer]
        return meaning("jsonl", "status", status if status in ANSWERS["jsonl", "status"] else "")


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a table; rows of one article stand together."""
    try:
        with opened_text(path, "") as (file, guessed):
            if guessed:
                yield Notice(f"It is not UTF-8; it was read as {guessed}, which is a guess.")
            yield from _articles(csv.reader(file, strict=True), options)
    except InputError as error:
        yield error


def _articles(table: Any, options: ReadOptions) -> Iterator[Read]:
    try:
        names = _known(next(table, []))
        if "text" not in names:
            yield InputError(f"The table has no column 'text'; it has: {', '.join(names) or 'none'}.", line=1)
            return
        yield from (_spans if set(names) >= _NEEDED else _plain)(table, names, options)
    except csv.Error as error:
        yield InputError(f"This is not CSV: {error}.", line=table.line_num)


def _cut(table: Any, names: list[str]) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """Each row by the names of its columns, with the line it begins at."""
    line = table.line_num + 1
    for cells in table:
        begins, line = line, table.line_num + 1
        if len(cells) > len(names):
            yield (
                begins,
                InputError(f"The row has {len(cells)} cells; the table has {len(names)} columns.", line=begins),
            )
        elif any(cells):
            yield begins, dict(zip_longest(names, map(_armed, cells), fillvalue=""))  # empty last cells may be left out


def _plain(table: Any, names: list[str], options: ReadOptions) -> Iterator[Read]:
    """Articles of one row each, with at most one label of the whole."""
    for line, row in _cut(table, names):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            article = _article(row, options)
        except InputError as error:
            yield error.at("", line)
            continue
        label = row.get("label", "").strip()
        layers = {UNNAMED: IncomingLayer(cats={label: True})} if label else {}
        yield Incoming(article, layers, line=line)


def _article(row: Mapping[str, str], options: ReadOptions) -> Article:
    text = check_text(row.get("text", ""))
    known = {name: row.get(name, "") for name in _ARTICLE}
    other = {name: cell for name, cell in row.items() if cell and name not in {*_COLUMNS, "text"}}
    return Article.of(
        text,
        title=known["title"] or ("" if {"key", "title"} <= row.keys() else None),
        byline=row.get("byline") if "key" in row else None,
        source=known["source"],
        date=known["date"],
        language=known["language"] or options.language,
        meta=other | meta_in(row.get("meta", "")),
    )


def _spans(table: Any, names: list[str], options: ReadOptions) -> Iterator[Read]:
    """Articles of one row for each span; a row that is refused refuses its article."""
    gathering: _Gathering | None = None
    reader: SpanReader | None = None
    key, refused = "", False
    for line, row in _cut(table, names):
        if isinstance(row, InputError) or row["key"] != key or row.get("text"):
            if gathering and not refused:
                yield gathering.incoming()
            gathering, refused = None, False
        if isinstance(row, InputError):
            yield row
            continue
        try:
            if gathering is None and not refused:
                gathering = _Gathering(_article(row, options), line)
                reader, key = SpanReader(gathering.article.text, options.offsets), row["key"]
                yield from long_text(gathering.article.text)
            if gathering and reader and not refused:
                gathering.take(row, reader)
        except InputError as error:
            yield error.at("", line)
            refused = True
    if gathering and not refused:
        yield gathering.incoming()
