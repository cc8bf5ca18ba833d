"""PubTator: `ID|t|title`, `ID|a|abstract`, a line for each mention and each relation; then a blank line.

The text of an article is its parts with a line break between, as its offsets count. What a mention is an entry of
stands in its last column; relations are between such entries, not between mentions, and are kept as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.span_reader import SpanReader, number, sorted_spans
from annotator.formats.common.text.decoding import check_text, guess_told, opened_text
from annotator.formats.common.told import Told

NAME = "pubtator"
ABOUT = "PubTator: titles and abstracts with their mentions"
SUFFIXES = (".pubtator",)
SIGNS = ({"head": r"\A\ufeff?\s*([^|\t\n]+)\|t\|.*\n\1[|\t]"},)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_PART = re.compile(r"([^|\t]+)\|(\w+)\|(.*)")
_NO_ENTRY = {"", "-", "-1", "None"}
_LEAST, _ENTRY, _PARTS = 5, 5, 6
"""Columns of a mention; where its entry stands, and the parts of a mention that has several."""
_Line = tuple[int, str]


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a file; one that is wrong is refused with its line, and the next goes on."""
    told = Told()
    with opened_text(path, None) as (file, guessed):
        yield from guess_told(guessed)
        for lines in _blocks(line.rstrip("\r\n") for line in file):
            try:
                yield _incoming(lines, options, told)
            except InputError as error:
                yield error.at("", lines[0][0])
    yield from told


def _blocks(lines: Iterator[str]) -> Iterator[list[_Line]]:
    """The numbered lines of each article: a blank line ends one, and so does another title."""
    block: list[_Line] = []
    for number_, line in enumerate(lines, 1):
        match = _PART.fullmatch(line.lstrip("\ufeff"))
        if block and (not line.strip() or (match and match[2] == "t")):
            yield block
            block = []
        if line.strip():
            block.append((number_, line.lstrip("\ufeff")))
    if block:
        yield block


def _incoming(lines: list[_Line], options: ReadOptions, told: Told) -> Incoming:
    parts = [match for _, line in lines if (match := _PART.fullmatch(line))]
    if not parts:
        raise InputError(f"It has no title (ID|t|...); it begins with {lines[0][1][:40]!r}.")
    text = check_text("\n".join(match[3] for match in parts).rstrip("\n"))
    reader, claims = SpanReader(text, options.offsets), Claims()
    rows = [(at, line.split("\t")) for at, line in lines if not _PART.fullmatch(line)]
    mentions = [(at, cells) for at, cells in rows if len(cells) >= _LEAST and number(cells[1]) is not None]
    if said := reader.recognise((cells[1], cells[2], cells[3]) for _, cells in mentions):
        told.say(said)
    spans = [_span(at, cells, reader, claims) for at, cells in mentions]
    for at, cells in rows:
        if (at, cells) not in mentions:
            _relate(at, cells, claims)
    meta: dict[str, Any] = {"id": parts[0][1]}
    claims.into(meta, told)
    title = next((match[3] for match in parts if match[2] == "t"), "")
    article = Article.of(text, title=title or None, byline="", language=options.language, meta=meta)
    layers = {UNNAMED: IncomingLayer(sorted_spans(spans))} if spans or options.named else {}
    return Incoming(article, layers, line=lines[0][0])


def _span(at: int, cells: list[str], reader: SpanReader, claims: Claims) -> Span:
    """The span of a line; what it is an entry of is a link. Raises `InputError` with the line."""
    start, end = (found if (found := number(cell)) is not None else cell for cell in cells[1:3])
    try:
        span = reader.span(start, end, cells[4].strip(), cells[3], loose=True)
    except InputError as error:
        raise error.at("", at) from None
    if cells[_ENTRY:] and cells[_ENTRY].strip() not in _NO_ENTRY:
        claims.add("links", span=place(span), base="", entry=cells[_ENTRY].strip())
    if parts := "\t".join(cells[_PARTS:]).strip():
        claims.attribute(span, "parts", parts)
    return span


def _relate(at: int, cells: list[str], claims: Claims) -> None:
    """Keep a relation between two entries as it stands. Raises `InputError` for a line that is none."""
    if len(cells) < _LEAST - 1:
        raise InputError("The line is neither a part of the text nor a mention nor a relation.", line=at)
    more = {"more": cells[4:]} if any(cells[4:]) else {}
    claims.add("relations", label=cells[1], entries=cells[2:4], **more)
