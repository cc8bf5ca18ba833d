"""Tags and tokens of CoNLL files, both ways.

A *tag* is `O`, or a prefix that says where in a span its token stands, a hyphen, and the label. All
schemes are read by one rule: a span begins at B, U and S, after E, L, U and S, and where the label changes.
Where the first column numbers the tokens of each sentence, as in GermEval and Universal NER, the second has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Read, ReadOptions
from annotator.formats.common.json_strict import records
from annotator.formats.common.losses import TokenEdges
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.span_reader import check_tokens
from annotator.formats.common.text.decoding import check_text, guess_told, opened_text

_TAG = re.compile(r"([BIESLUM])-(.+)")
_NOTHING = {"O", "-"}
_SCHEMES = {
    name: tuple(marks) for name, marks in (("iob1", "IIII"), ("iob2", "BIIB"), ("bioes", "BIES"), ("biluo", "BILU"))
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with their tags."""

    edges: TokenEdges
    tags: Sequence[str]


def tags(count: int, spans: list[tuple[int, int, str]], scheme: str) -> list[str]:
    """The tag of each of `count` tokens; `spans` are `[first, end)` in tokens, in order, and do not overlap."""
    first_, inner, last_, single = _SCHEMES[scheme]
    result = ["O"] * count
    before = (-1, "")
    for first, end, label in spans:
        marks = single if end - first == 1 else first_ + inner * (end - first - 2) + last_
        if scheme == "iob1" and before == (first, label):
            marks = "B" + marks[1:]
        result[first:end] = [f"{mark}-{label}" for mark in marks]
        before = (end, label)
    return result


def spans_of(given: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans of a sentence's tags, as `[first, end)` in tokens with a label."""
    spans: list[tuple[int, int, str]] = []
    open_, closed = False, True
    for place, tag in enumerate(given):
        match = _TAG.fullmatch(tag)
        if not match:
            open_ = False
            continue
        mark, label = match.groups()
        if not open_ or closed or mark in "BUS" or spans[-1][2] != label:
            spans.append((place, place + 1, label))
        else:
            spans[-1] = (spans[-1][0], place + 1, label)
        open_, closed = True, mark in "ELUS"
    return spans


@dataclass(slots=True)
class _Gathered:
    """The rows of one article: the line each stands in, its cells, and after how many rows a sentence ends."""

    line: int
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def fresh(self) -> bool:
        """Whether the next row begins a sentence."""
        return len(self.rows) == (self.ends[-1] if self.ends else 0)

    def close(self) -> None:
        """End a sentence."""
        if not self.fresh:
            self.ends.append(len(self.rows))

    @property
    def forms(self) -> list[str]:
        """The tokens as they are written."""
        place = int(self._numbered)
        return [row[place] for row in self.rows]

    @property
    def _numbered(self) -> bool:
        """Whether the first column counts the tokens of each sentence from 1, and the tokens stand in the second."""
        counted = (str(nth) for begin, end in pairwise((0, *self.ends)) for nth in range(1, end - begin + 1))
        return len(self.rows) > 1 and all(
            len(row) > 2 and row[0] == number for row, number in zip(self.rows, counted, strict=True)
        )

    def columns(self) -> list[list[str]]:
        """The columns of tags: the last; where tokens are numbered, each that holds nothing else.

        Raises `InputError` with the first line that has no tag.
        """
        if self._numbered:
            width = min(map(len, self.rows))
            columns = [[row[place] for row in self.rows] for place in range(2, width)]
            if found := [column for column in columns if all(tag == "O" or _TAG.fullmatch(tag) for tag in column)]:
                return found
        for line, row in zip(self.lines, self.rows, strict=True):
            if not _tagged(row):
                reason = f"The last column {row[-1][:40]!r} is no tag (O, B-PER, I-PER, ...)."
                raise InputError(reason if len(row) > 1 else "There is no tag.", line=line)
        return [[row[-1] for row in self.rows]]

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """The spans in tokens of the whole article. Raises `InputError`."""
        for column in self.columns():
            for begin, end in pairwise((0, *self.ends)):
                yield from ((begin + first, begin + last, label) for first, last, label in spans_of(column[begin:end]))


def _tagged(row: Sequence[str]) -> bool:
    return len(row) > 1 and (row[-1] in _NOTHING or _TAG.fullmatch(row[-1]) is not None)


def articles(path: Path, side: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a file; a line that is no token with a tag refuses the article it is in."""
    try:
        with opened_text(path, "\n") as (file, guessed):
            yield from guess_told(guessed)
            yield from _articles(file, side, options)
    except InputError as error:
        yield error


def _articles(lines: Iterable[str], side: Path, options: ReadOptions) -> Iterator[Read]:
    known = records(side) if side.is_file() else iter(())
    for found in _gathered(lines):
        beside = next(known, None)
        record = beside[1] if isinstance(beside, tuple) else None
        try:
            yield _incoming(found, record, options)
        except InputError as error:
            yield error.at("", found.line)


def _gathered(lines: Iterable[str]) -> Iterator[_Gathered]:
    gathered = _Gathered(1)
    for number, line in enumerate(lines, 1):
        cells = line.split("\t") if "\t" in line.strip() else line.split()
        cells = [cell.strip() for cell in cells]
        if not line.strip():
            gathered.close()
        elif cells[0] == "-DOCSTART-":
            gathered.close()
            if gathered.rows:
                yield gathered
            gathered = _Gathered(number)
        elif _tagged(cells) or not (line.startswith("# ") or (line.startswith("#") and gathered.fresh)):
            gathered.lines.append(number)
            gathered.rows.append(cells)
    gathered.close()
    if gathered.rows:
        yield gathered


def _incoming(gathered: _Gathered, record: Any, options: ReadOptions) -> Incoming:
    places = list(gathered.spans())
    text, edges, meta = _placed(gathered, record)
    check_text(text)
    spans = [Span(edges[first][0], edges[last - 1][1], label) for first, last, label in places]
    article = Article.of(
        text,
        title=meta.get("title"),
        byline=meta.get("byline"),
        source=meta.get("source", ""),
        date=meta.get("date", ""),
        language=meta.get("language", options.language),
        meta=meta_in(meta.get("meta", "")),
    )
    layer = IncomingLayer(sorted(set(spans)))
    tokenizer = meta.get("tokenizer", "conll")
    return Incoming(article, {meta.get("layer", UNNAMED): layer}, (), edges, tokenizer, gathered.line)


def _placed(gathered: _Gathered, record: Any) -> tuple[str, list[tuple[int, int]], dict[str, str]]:
    """The text and the token edges: those of the side file if they fit, else tokens with single spaces."""
    if isinstance(record, dict) and isinstance(text := record.get("text"), str):
        pairs = [tuple(pair) for pair in record.get("tokens", ()) if isinstance(pair, list) and len(pair) == 2]
        edges = check_tokens(text, ((start, end) for start, end in pairs))
        if len(edges) == len(gathered.rows):
            return text, edges, {key: value for key, value in record.items() if isinstance(value, str)}
        raise InputError(f"It has {len(gathered.rows)} tokens, but the side file says {len(edges)}.")
    pieces: list[str] = []
    edges, at, ends = [], 0, set(gathered.ends)
    for place, form in enumerate(gathered.forms, 1):
        edges.append((at, at + len(form)))
        pieces += (form, "\n" if place in ends else " ")
        at += len(form) + 1
    return "".join(pieces[:-1]), edges, {}
