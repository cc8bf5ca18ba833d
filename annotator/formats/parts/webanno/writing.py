"""Writing WebAnno TSV 3.3: sentences, rows of tokens and parts of tokens, numbered spans, relations between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.domain.text.sentences import sentences
from annotator.domain.tokens import OWN
from annotator.formats.base import Lost
from annotator.formats.common.claims.relations import Relation
from annotator.formats.common.losses import TokenEdges, lost, token_edges
from annotator.formats.common.span_reader import Utf16
from annotator.formats.common.standoff.annotation_layers import (
    COREFERENCE,
    IDENTIFIER,
    NAMED,
    RELATION,
    is_value,
    names_relations,
)
from annotator.formats.common.standoff.claims_out import claims_out
from annotator.formats.parts.webanno.reading import TOKENIZER

_HEAD = "#FORMAT=WebAnno TSV 3.3\n"
_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_IN_TEXT = re.compile(r"[\\\t\r]")
_WRITTEN = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_Row = tuple[int, int]
_Cells = list[tuple[Span, int]]


def rendered(document: Document, scheme: ClaimScheme, clusters: str) -> tuple[str, list[Lost]]:
    """The file of a document, and what it cannot hold; how `clusters` are written says `standoff/claims_out.py`."""
    text, tokens = document.article.text, token_edges(document)
    rows, placed, entries = _rows(document, tokens)
    claims = claims_out(document, placed, lambda one: _is_written(one, placed), scheme, clusters=clusters)
    entries += claims.entries
    said = {held.span: {**claims.features.get(held.span, {}), "value": held.span.label} for held in document.spans}
    features = _Features([IDENTIFIER, "value", *claims.names()], said)
    sentences_ = [*pairwise([*_sentence_starts(text, tokens), len(tokens)])]
    relations = _Relations(claims.relations, placed, dict(_names(sentences_, tokens, rows)))
    chains = _Chains(claims.chains, rows)
    if not tokens or tokens[0][0]:
        what = "White space before its first token is written as blanks."
        entries.append(lost(document, "text", what if tokens else "It has no tokens; its text was left out."))
    units = Utf16(text)
    tokenizer = _RESERVED.sub(_escape, document.tokenizer or OWN)
    head = f"{_HEAD}#T_SP={NAMED}|{'|'.join(features.names)}\n"
    lines = [head, *chains.header, *relations.header, f"{TOKENIZER}{tokenizer}\n"]
    for first, last in sentences_:
        end = tokens[last][0] if last < len(tokens) else len(text)
        piece = _IN_TEXT.sub(_escape, text[tokens[first][0] : end])
        lines.append("\n" + "".join(f"#Text={line}\n" for line in piece.split("\n")))
        for place in range(first, last):
            parts = rows.get(place, {})
            for row in (tokens[place], *sorted(parts.keys() - {tokens[place]})):
                cells = _cells(text, units, row, parts.get(row, []), features)
                more = (*chains.cells((place, row)), *relations.cells((place, row)))
                lines.append("\t".join((relations.names[place, row], *cells, *more, "\n")))
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


class _Features(NamedTuple):
    """The features of the layer of spans, and what each span has of them."""

    names: list[str]
    of: Mapping[Span, Mapping[str, str]]


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
        self,
        related: Sequence[tuple[Relation, Mapping[str, str]]],
        placed: Mapping[Span, _Begin],
        names: Mapping[tuple[int, _Row], str],
    ) -> None:
        self.names = names
        self._features: dict[str, dict[str, None]] = {}
        self._layers: dict[str, dict[tuple[int, _Row], list[tuple[Mapping[str, str], str]]]] = {}
        for one, features in related:
            head, tail = placed[one.head], placed[one.tail]
            ends = f"[{head.number}_{tail.number}]" if head.number or tail.number else ""
            layer, said = one.claim.get("layer", RELATION), {"value": one.label, **features}
            self._features.setdefault(layer, {}).update(dict.fromkeys(said))
            cells = self._layers.setdefault(layer, {}).setdefault(tail.row, [])
            cells.append((said, f"{names[head.row]}{ends}"))

    @property
    def header(self) -> list[str]:
        """The lines of the header."""
        return [f"#T_RL={layer}|{'|'.join(features)}|BT_{NAMED}\n" for layer, features in self._features.items()]

    def cells(self, row: tuple[int, _Row]) -> Iterator[str]:
        """The cells of a row: values and references of each layer."""
        for layer, rows in self._layers.items():
            here = rows.get(row, ())
            for feature in self._features[layer]:
                yield "|".join(_value(said.get(feature)) for said, _ in here) or "_"
            yield "|".join(reference for _, reference in here) or "_"


class _Chains:
    """The chains of a document: a line of the header, and cells in all rows of their links."""

    def __init__(self, chains: Iterable[Iterable[Span]], rows: Mapping[int, Mapping[_Row, _Cells]]) -> None:
        links = {span: (chain, link) for chain, spans in enumerate(chains, 1) for link, span in enumerate(spans, 1)}
        self._rows: dict[tuple[int, _Row], list[tuple[str, str]]] = {}
        for place, parts in rows.items():
            for row, cells in parts.items():
                for span, _ in cells:
                    if span in links:
                        chain, link = links[span]
                        said = (f"*->{chain}-{link}", f"{_value(span.label)}[{chain}]")
                        self._rows.setdefault((place, row), []).append(said)

    @property
    def header(self) -> list[str]:
        """The line of the header, where there are chains."""
        return [f"#T_CH={COREFERENCE}|referenceRelation|referenceType\n"] if self._rows else []

    def cells(self, row: tuple[int, _Row]) -> Iterator[str]:
        """The cells of a row."""
        if self._rows:
            for column in zip(*self._rows.get(row, [("_", "_")]), strict=True):
                yield "|".join(column)


def _rows(
    document: Document, tokens: TokenEdges
) -> tuple[dict[int, dict[_Row, _Cells]], dict[Span, _Begin], list[Lost]]:
    """By token, the rows that spans need, each with the spans in it; a span has a number where it needs one, else 0.

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
            rows.setdefault(place, {}).setdefault(row, []).append((span, number if numbered else 0))
        if edges and (edges[0][1][0], edges[-1][1][1]) == (span.start, span.end):
            placed[span] = _Begin(edges[0], number if numbered else 0)
    return rows, placed, entries


def _cells(text: str, units: Utf16, row: _Row, spans: _Cells, features: _Features) -> Iterator[str]:
    """A row without its name: offsets in UTF-16 units, form, and each feature of its spans."""
    yield f"{units.to_units(row[0])}-{units.to_units(row[1])}"
    yield _IN_TEXT.sub(_escape, text[row[0] : row[1]])
    for name in features.names:
        said = ((_value(features.of[span].get(name)), number) for span, number in spans)
        yield "|".join(f"{value}[{number}]" if number else value for value, number in said) or "_"


def _value(value: str | None) -> str:
    """The value of a feature in a cell."""
    return "*" if value is None else _RESERVED.sub(_escape, value)


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
