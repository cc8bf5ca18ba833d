"""Spans written into their text, as `⟦Ana Ruiz|PERSON⟧`: to say what a test expects, and to make what it works on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.domain.span import Span

_MARK = re.compile(r"⟦|\|([^|⟦⟧]+)⟧")


def marked(text: str, spans: Iterable[Span]) -> str:
    """A text with its spans in it; of those that begin together the longest comes first."""
    opens: dict[int, int] = {}
    closes: dict[int, list[Span]] = {}
    for span in spans:
        opens[span.start] = opens.get(span.start, 0) + 1
        closes.setdefault(span.end, []).append(span)
    pieces: list[str] = []
    for at in range(len(text) + 1):
        inner_first = sorted(closes.get(at, ()), key=lambda span: (-span.start, span.label))
        pieces += [f"|{span.label}⟧" for span in inner_first]
        pieces.append("⟦" * opens.get(at, 0) + text[at : at + 1])
    return "".join(pieces)


def unmarked(source: str) -> tuple[str, list[Span]]:
    """The text of a text with spans in it, and the spans in their order. They lie within each other or apart."""
    starts: list[int] = []
    spans: list[Span] = []
    pieces: list[str] = []
    at = length = 0
    for mark in _MARK.finditer(source):
        pieces.append(source[at : mark.start()])
        length += len(pieces[-1])
        at = mark.end()
        if mark[1] is None:
            starts.append(length)
        else:
            spans.append(Span(starts.pop(), length, mark[1]))
    assert not starts, source
    return "".join((*pieces, source[at:])), sorted(spans)
