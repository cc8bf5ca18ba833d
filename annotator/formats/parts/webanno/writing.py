"""Writing WebAnno TSV 3.3: sentences, rows of tokens and parts of tokens, numbered spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from annotator.domain.document import Document
from annotator.domain.tokens import OWN, sentences
from annotator.formats.base import Lost
from annotator.formats.common.losses import TokenEdges, lost, token_edges
from annotator.formats.common.span_reader import Utf16
from annotator.formats.parts.webanno.reading import TOKENIZER

_HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_IN_TEXT = re.compile(r"[\\\t\r]")
_WRITTEN = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_Row = tuple[int, int]
_Cells = list[tuple[str, int]]


def rendered(document: Document) -> tuple[str, list[Lost]]:
    """The file of a document, and what it cannot hold."""
    text, tokens = document.article.text, token_edges(document)
    rows, entries = _rows(document, tokens)
    if not tokens or tokens[0][0]:
        what = "White space before its first token is written as blanks."
        entries.append(lost(document, "text", what if tokens else "It has no tokens; its text was left out."))
    units = Utf16(text)
    tokenizer = _RESERVED.sub(_escape, document.tokenizer or OWN)
    lines = [_HEAD, f"{TOKENIZER}{tokenizer}\n"]
    for number, (first, last) in enumerate(pairwise([*_sentence_starts(text, tokens), len(tokens)]), 1):
        end = tokens[last][0] if last < len(tokens) else len(text)
        piece = _IN_TEXT.sub(_escape, text[tokens[first][0] : end])
        lines.append("\n" + "".join(f"#Text={line}\n" for line in piece.split("\n")))
        for place in range(first, last):
            name = f"{number}-{place - first + 1}"
            parts = rows.get(place, {})
            lines.append(f"{name}\t{_cells(text, units, tokens[place], parts.pop(tokens[place], []))}")
            for nth, part in enumerate(sorted(parts), 1):
                lines.append(f"{name}.{nth}\t{_cells(text, units, part, parts[part])}")
    return "".join(lines), entries


def _rows(document: Document, tokens: TokenEdges) -> tuple[dict[int, dict[_Row, _Cells]], list[Lost]]:
    """By token, the rows that spans need, each with the labels in it; a label has a number where it needs one, else 0.

    A row is `[start, end)`: a token, or the part of it that a span covers.
    """
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    entries: list[Lost] = []
    pieces: list[tuple[str, list[tuple[int, _Row]]]] = []
    for held in document.spans:
        span = held.span
        touched = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        edges = [(place, (max(starts[place], span.start), min(ends[place], span.end))) for place in touched]
        pieces.append((span.label, edges))
        if not edges or (edges[0][1][0], edges[-1][1][1]) != (span.start, span.end):
            what = "White space at its edges was left out." if edges else "It is white space alone and was left out."
            entries.append(lost(document, "misaligned", what, span))
    stacked = Counter(row for _, edges in pieces for _, row in edges)
    rows: dict[int, dict[_Row, _Cells]] = {}
    number = 0
    for label, edges in pieces:
        numbered = len(edges) > 1 or any(stacked[row] > 1 for _, row in edges)
        number += numbered
        for place, row in edges:
            rows.setdefault(place, {}).setdefault(row, []).append((label, number if numbered else 0))
    return rows, entries


def _cells(text: str, units: Utf16, row: _Row, spans: _Cells) -> str:
    """A row without its name: offsets in UTF-16 units, form, identifiers, values."""
    marks = [f"[{number}]" if number else "" for _, number in spans]
    labels = [_RESERVED.sub(_escape, label) for label, _ in spans]
    identifiers = "|".join(f"*{mark}" for mark in marks) or "_"
    values = "|".join(map("".join, zip(labels, marks, strict=True))) or "_"
    form = _IN_TEXT.sub(_escape, text[row[0] : row[1]])
    return f"{units.to_units(row[0])}-{units.to_units(row[1])}\t{form}\t{identifiers}\t{values}\t\n"


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
