"""Reading WebAnno TSV 3: header, rows, and the text between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.errors import InputError
from annotator.formats.common.span_reader import SpanReader, Utf16
from annotator.formats.common.standoff.annotation_layers import Annotations
from annotator.formats.common.text.decoding import check_text
from annotator.formats.parts.webanno.cells import Cells, Layer, unescaped
from annotator.plural import counted

TOKENIZER = "#Tokenizer="
"""What a line begins with that ends the header and says who made the tokens; the rest is escaped."""

_ROW = re.compile(r"\d+-\d+(\.\d+)?")
_OFFSETS = re.compile(r"(\d+)-(\d+)")


class _Row(NamedTuple):
    """A line: its name, whether it is a part of a token, offsets in UTF-16 units, form, further cells."""

    line: int
    name: str
    part: bool
    begin: int
    end: int
    form: str
    cells: list[str]


@dataclass(slots=True)
class _Sentence:
    """The text of a sentence as it was written, and its rows."""

    line: int
    text: str
    rows: list[_Row] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a file says; offsets are code points."""

    text: str = ""
    annotations: Annotations = field(default_factory=Annotations)
    tokens: list[tuple[int, int]] = field(default_factory=list)
    tokenizer: str = ""
    empty: int = 0
    unresolved: int = 0

    def passed_over(self) -> list[str]:
        """A sentence for each kind of thing that was not taken."""
        passed = (
            (self.empty, f"{counted(self.empty, 'span')} of no width"),
            (self.unresolved, f"{counted(self.unresolved, 'relation')} without both ends"),
        )
        return [f"Passed over: {what}." for number, what in passed if number]


def reading(source: str) -> Reading:
    """What a file says. Raises `InputError` with the line that is wrong."""
    layers: list[Layer] = []
    sentences: list[_Sentence] = []
    found = Reading()
    for number, line in enumerate(source.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 - the same line without its end
        if line.startswith("#Text="):
            if sentences and not sentences[-1].rows:
                sentences[-1].text += "\n" + line[6:]
            else:
                sentences.append(_Sentence(number, line[6:]))
        elif line.startswith("#T_"):
            layers.append(Layer.of(line, sum(layer.columns for layer in layers)))
        elif line.startswith(TOKENIZER) and not sentences:
            found.tokenizer = unescaped(line.removeprefix(TOKENIZER))
        elif line and not line.startswith("#"):
            if not sentences:
                raise InputError("A row stands before the first #Text= line.", line=number)
            sentences[-1].rows.append(_row(line, number))
    found.text = _joined(sentences)
    check_text(found.text)
    _take(found, layers, sentences)
    return found


def _row(line: str, number: int) -> _Row:
    cells = line.split("\t")
    name = _ROW.fullmatch(cells[0])
    place = _OFFSETS.fullmatch(cells[1]) if len(cells) > 2 else None
    if not name or not place:
        raise InputError("This is no row: it needs a number, offsets and a token.", line=number)
    return _Row(number, cells[0], name[1] is not None, int(place[1]), int(place[2]), cells[2], cells[3:])


def _joined(sentences: list[_Sentence]) -> str:
    """The text of the article: each sentence where its first token says.

    Raises `InputError` where a sentence does not hold its tokens.
    """
    pieces: list[str] = []
    units = 0
    for sentence in sentences:
        if not sentence.rows:
            continue
        start = sentence.rows[0].begin
        text = _fitting(sentence, start)
        if start < units:
            raise InputError("The sentence begins before the one above it ends.", line=sentence.line)
        pieces += (_gap(start - units, first=not pieces), text)
        units = start + _length(text)
    return "".join(pieces)


def _gap(units: int, *, first: bool) -> str:
    """What stands between sentences, which the file does not say: a line break and blanks."""
    return " " * units if first else "\n"[:units] + " " * (units - 1)


def _fitting(sentence: _Sentence, start: int) -> str:
    """The text of a sentence, with or without its escapes: whichever holds the tokens at their offsets."""
    for text, form in ((unescaped(sentence.text), unescaped), (sentence.text, str)):
        raw = text.encode("utf-16-le", "surrogatepass")
        if all(
            raw[2 * (row.begin - start) : 2 * (row.end - start)] == form(row.form).encode("utf-16-le", "surrogatepass")
            for row in sentence.rows
        ):
            return text
    raise InputError("The sentence does not hold its tokens at their offsets.", line=sentence.line)


def _length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _take(found: Reading, layers: list[Layer], sentences: list[_Sentence]) -> None:
    """Fill in annotations and tokens from the rows."""
    reader = SpanReader(found.text, "utf16")
    units, cells = Utf16(found.text), Cells(layers)
    for sentence in sentences:
        for row in sentence.rows:
            start, end = _place(reader, units, row)
            if not row.part:
                found.tokens.append((start, end))
            cells.take(row.name, start, end, row.cells)
    found.annotations, found.empty, found.unresolved = cells.said()


def _place(reader: SpanReader, units: Utf16, row: _Row) -> tuple[int, int]:
    """The offsets of a row in code points; a part of a token may have no width."""
    try:
        if row.part and row.begin == row.end:
            at = units.to_code(row.begin)
            return at, at
        span = reader.span(row.begin, row.end, "token")
    except InputError as error:
        raise error.at("", row.line) from None
    return span.start, span.end
