"""Reading WebAnno TSV 3: header, rows, cells, and the text between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.common.decoding import check_text
from annotator.formats.common.span_reader import SpanReader

TOKENIZER = "#Tokenizer="
"""What a line begins with that ends the header and says who made the tokens; the rest is escaped."""

_ROW = re.compile(r"\d+-\d+(\.\d+)?")
_OFFSETS = re.compile(r"(\d+)-(\d+)")
_NUMBERED = re.compile(r"((?:[^\\]|\\.)*?)\[(\d+)\]", re.DOTALL)
_ITEM = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class _Layer:
    """A line of the header: its kind (`SP`, `RL`, `CH`), its type's short name, and which columns are its labels."""

    kind: str
    name: str
    first: int
    columns: int
    labels: tuple[int, ...]


@dataclass(slots=True)
class _Sentence:
    """The text of a sentence as it was written, and its rows: line, offsets in UTF-16 units, form, cells."""

    line: int
    text: str
    rows: list[tuple[int, bool, int, int, str, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a file says; offsets are code points."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    tokens: list[tuple[int, int]] = field(default_factory=list)
    tokenizer: str = ""
    empty: int = 0
    others: list[str] = field(default_factory=list)

    def passed_over(self) -> list[str]:
        """A sentence for each kind of thing that was not taken."""
        said = [f"{self.empty} spans of no width were passed over."] if self.empty else []
        if self.others:
            said.append(f"Relations, chains and links were passed over: {', '.join(sorted(set(self.others)))}.")
        return said


def reading(source: str) -> Reading:
    """What a file says. Raises `InputError` with the line that is wrong."""
    layers: list[_Layer] = []
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
            layers.append(_layer(line, layers))
        elif line.startswith(TOKENIZER) and not sentences:
            found.tokenizer = _unescaped(line.removeprefix(TOKENIZER))
        elif line and not line.startswith("#"):
            if not sentences:
                raise InputError("A row stands before the first #Text= line.", line=number)
            sentences[-1].rows.append(_row(line, number))
    found.others += [layer.name for layer in layers if layer.kind != "SP"]
    found.text = _joined(sentences)
    check_text(found.text)
    _take(found, layers, sentences)
    return found


def _layer(line: str, before: list[_Layer]) -> _Layer:
    kind, _, rest = line[3:].partition("=")
    name, *features = rest.split("|")
    first = sum(layer.columns for layer in before)
    labels: list[int] = []
    skip = False
    for place, feature in enumerate(features):
        if feature.startswith("ROLE_"):
            skip = True
        elif skip:
            skip = False
        else:
            labels.append(first + place)
    return _Layer(kind, name.rpartition(".")[2], first, len(features), tuple(labels))


def _row(line: str, number: int) -> tuple[int, bool, int, int, str, list[str]]:
    cells = line.split("\t")
    name = _ROW.fullmatch(cells[0])
    place = _OFFSETS.fullmatch(cells[1]) if len(cells) > 2 else None
    if not name or not place:
        raise InputError("This is no row: it needs a number, offsets and a token.", line=number)
    return number, name[1] is not None, int(place[1]), int(place[2]), cells[2], cells[3:]


def _joined(sentences: list[_Sentence]) -> str:
    """The text of the article: each sentence where its first token says.

    Raises `InputError` where a sentence does not hold its tokens.
    """
    pieces: list[str] = []
    units = 0
    for sentence in sentences:
        if not sentence.rows:
            continue
        start = sentence.rows[0][2]
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
    for text, form in ((_unescaped(sentence.text), _unescaped), (sentence.text, str)):
        raw = text.encode("utf-16-le", "surrogatepass")
        if all(
            raw[2 * (begin - start) : 2 * (end - start)] == form(token).encode("utf-16-le", "surrogatepass")
            for _, _, begin, end, token, _ in sentence.rows
        ):
            return text
    raise InputError("The sentence does not hold its tokens at their offsets.", line=sentence.line)


def _length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _take(found: Reading, layers: list[_Layer], sentences: list[_Sentence]) -> None:
    """Fill in spans and tokens from the rows."""
    reader = SpanReader(found.text, "utf16")
    spread: dict[tuple[_Layer, str], tuple[int, int, str]] = {}
    width = sum(layer.columns for layer in layers)
    for sentence in sentences:
        for line, part, begin, end, _, given in sentence.rows:
            cells = given + ["_"] * (width - len(given))
            if not part:
                token = _span(reader, begin, end, "token", line)
                found.tokens.append((token.start, token.end))
            for layer in layers:
                if layer.kind != "SP":
                    continue
                for number, label in _annotations(layer, cells):
                    if begin == end:
                        found.empty += 1
                    elif number:
                        first, last, _ = spread.get((layer, number), (begin, end, label))
                        spread[layer, number] = (min(first, begin), max(last, end), label)
                    else:
                        found.spans.append(_span(reader, begin, end, label, line))
    found.spans += [reader.span(begin, end, label) for begin, end, label in spread.values()]


def _span(reader: SpanReader, begin: int, end: int, label: str, line: int) -> Span:
    try:
        return reader.span(begin, end, label)
    except InputError as error:
        raise error.at("", line) from None


def _annotations(layer: _Layer, cells: list[str]) -> list[tuple[str, str]]:
    """The annotations that a layer has in a row: the number of each (or "") and its label."""
    columns = {place: _items(cells[place]) for place in range(layer.first, layer.first + layer.columns)}
    count = max((len(items) for items in columns.values()), default=0)
    found: list[tuple[str, str]] = []
    for nth in range(count):
        parts = {place: items[nth] if nth < len(items) else ("_", "") for place, items in columns.items()}
        number = next((number for _, number in parts.values() if number), "")
        if not number and all(value == "_" for value, _ in parts.values()):
            continue
        values = [_unescaped(parts[place][0]) for place in layer.labels if parts[place][0] not in ("*", "_", "")]
        found.append((number, "|".join(dict.fromkeys(values)) or layer.name))
    return found


def _items(cell: str) -> list[tuple[str, str]]:
    """The stacked values of a cell, each with its number or ""."""
    items = [match[0] for match in _ITEM.finditer(cell) if match[0]]
    split = [(item, _NUMBERED.fullmatch(item)) for item in items]
    return [(match[1], match[2]) if match else (item, "") for item, match in split]


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), value)
