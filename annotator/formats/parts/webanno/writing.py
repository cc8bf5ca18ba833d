"""Writing WebAnno TSV 3.3: sentences, rows of tokens and parts of tokens, numbered spans, relations between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.domain.text.sentences import sentences
from annotator.domain.tokens import OWN
from annotator.formats.base import Lost
from annotator.formats.common.claims.relations import Relation, own_relations
from annotator.formats.common.losses import TokenEdges, lost, token_edges
from annotator.formats.common.span_reader import Utf16
from annotator.formats.common.standoff.annotation_layers import RELATION, is_value, names_relations
from annotator.formats.parts.webanno.reading import TOKENIZER

_NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_HEAD = f"#FORMAT=WebAnno TSV 3.3\n#T_SP={_NAMED}|identifier|value\n"
_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_IN_TEXT = re.compile(r"[\\\t\r]")
_WRITTEN = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_Row = tuple[int, int]
_Cells = list[tuple[str, int]]


def rendered(document: Document) -> tuple[str, list[Lost]]:
    """The file of a document, and what it cannot hold."""
    text, tokens = document.article.text, token_edges(document)
    rows, placed, entries = _rows(document, tokens)
    related, gone = own_relations(document, lambda one: _is_written(one, placed), ("layer",))
    entries += gone
    sentences_ = [*pairwise([*_sentence_starts(text, tokens), len(tokens)])]
    relations = _Relations(related, placed, dict(_names(sentences_, tokens, rows)))
    if not tokens or tokens[0][0]:
        what = "White space before its first token is written as blanks."
        entries.append(lost(document, "text", what if tokens else "It has no tokens; its text was left out."))
    units = Utf16(text)
    tokenizer = _RESERVED.sub(_escape, document.tokenizer or OWN)
    lines = [_HEAD, *relations.header, f"{TOKENIZER}{tokenizer}\n"]
    for first, last in sentences_:
        end = tokens[last][0] if last < len(tokens) else len(text)
        piece = _IN_TEXT.sub(_escape, text[tokens[first][0] : end])
        lines.append("\n" + "".join(f"#Text={line}\n" for line in piece.split("\n")))
        for place in range(first, last):
            parts = rows.get(place, {})
            for row in (tokens[place], *sorted(parts.keys() - {tokens[place]})):
                cells = _cells(text, units, row, parts.get(row, []))
                lines.append("\t".join((relations.names[place, row], *cells, *relations.cells((place, row)), "\n")))
    return "".join(lines), entries


def _names(
    sentences_: Iterable[tuple[int, int]], tokens: TokenEdges, rows: Mapping[int, Mapping[_Row, _Cells]]
) -> Iterator[tuple[tuple[int, _Row], str]]:
    """The name of each row: numbers of its sentence, its token and, if it is one, its part."""
    for number, (first, last) in enumerate(sentences_, 1):
        for place in range(first, last):
            name = f"{number}-{place - first + 1}"
            yield (place, tokens[place]), name
            for nth, part in enumerate(sorted(rows.get(place, {}).keys() - {tokens[place]}), 1):
                yield (place, part), f"{name}.{nth}"


class _Begin(NamedTuple):
    """Where a span that is written as it is begins: its first row, and its number, or 0."""

    row: tuple[int, _Row]
    number: int


def _is_written(relation: Relation, placed: Mapping[Span, _Begin]) -> bool:
    """Whether both ends of a relation are written as they are, and it comes back with its label and its layer."""
    layer = relation.claim.get("layer", RELATION)
    return {relation.head, relation.tail} <= placed.keys() and names_relations(layer) and is_value(relation.label)


class _Relations:
    """The relations of a document: a line of the header for each layer, and cells in the rows of their targets."""

    def __init__(
        self, related: Iterable[Relation], placed: Mapping[Span, _Begin], names: Mapping[tuple[int, _Row], str]
    ) -> None:
        self.names = names
        self._layers: dict[str, dict[tuple[int, _Row], list[tuple[str, str]]]] = {}
        for one in related:
            head, tail = placed[one.head], placed[one.tail]
            ends = f"[{head.number}_{tail.number}]" if head.number or tail.number else ""
            cells = self._layers.setdefault(one.claim.get("layer", RELATION), {}).setdefault(tail.row, [])
            cells.append((_RESERVED.sub(_escape, one.label), f"{names[head.row]}{ends}"))

    @property
    def header(self) -> list[str]:
        """The lines of the header."""
        return [f"#T_RL={layer}|value|BT_{_NAMED}\n" for layer in self._layers]

    def cells(self, row: tuple[int, _Row]) -> Iterator[str]:
        """The cells of a row: values and references of each layer."""
        for rows in self._layers.values():
            for column in zip(*rows[row], strict=True) if row in rows else (("_",), ("_",)):
                yield "|".join(column)


def _rows(
    document: Document, tokens: TokenEdges
) -> tuple[dict[int, dict[_Row, _Cells]], dict[Span, _Begin], list[Lost]]:
    """By token, the rows that spans need, each with the labels in it; a label has a number where it needs one, else 0.

    A row is `[start, end)`: a token, or the part of it that a span covers. Then where the spans begin that are written
    as they are, and what is lost of the others.
    """
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    entries: list[Lost] = []
    pieces: list[tuple[Span, list[tuple[int, _Row]]]] = []
    for held in document.spans:
        span = held.span
        touched = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        edges = [(place, (max(starts[place], span.start), min(ends[place], span.end))) for place in touched]
        pieces.append((span, edges))
        if not edges or (edges[0][1][0], edges[-1][1][1]) != (span.start, span.end):
            what = "White space at its edges was left out." if edges else "It is white space alone and was left out."
            entries.append(lost(document, "misaligned", what, span))
    stacked = Counter(row for _, edges in pieces for _, row in edges)
    rows: dict[int, dict[_Row, _Cells]] = {}
    number, placed = 0, dict[Span, _Begin]()
    for span, edges in pieces:
        numbered = len(edges) > 1 or any(stacked[row] > 1 for _, row in edges)
        number += numbered
        for place, row in edges:
            rows.setdefault(place, {}).setdefault(row, []).append((span.label, number if numbered else 0))
        if edges and (edges[0][1][0], edges[-1][1][1]) == (span.start, span.end):
            placed[span] = _Begin(edges[0], number if numbered else 0)
    return rows, placed, entries


def _cells(text: str, units: Utf16, row: _Row, spans: _Cells) -> tuple[str, ...]:
    """A row without its name: offsets in UTF-16 units, form, identifiers, values."""
    marks = [f"[{number}]" if number else "" for _, number in spans]
    labels = [_RESERVED.sub(_escape, label) for label, _ in spans]
    identifiers = "|".join(f"*{mark}" for mark in marks) or "_"
    values = "|".join(map("".join, zip(labels, marks, strict=True))) or "_"
    form = _IN_TEXT.sub(_escape, text[row[0] : row[1]])
    return f"{units.to_units(row[0])}-{units.to_units(row[1])}", form, identifiers, values


def _escape(match: re.Match[str]) -> str:
    return _WRITTEN.get(match[0], "\\" + match[0])


def _sentence_starts(text: str, tokens: TokenEdges) -> list[int]:
    """The first token of each sentence; all tokens belong to one."""
    starts: list[int] = []
    ends = [0, *(end for _, end in sentences(text))]
    at = 0
    for place, (start, _) in enumerate(tokens):
        if at < len(ends) and ends[at] <= start:
            starts.append(place)
            while at < len(ends) and ends[at] <= start:
                at += 1
    return starts
