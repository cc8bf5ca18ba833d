"""Learned borders: an edge that was moved once is moved the same way where it looks the same."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.decisions import MEMORY
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory.border_queries import BorderQueries
from annotator.suggest.memory.evidence import LEFT, RIGHT
from annotator.suggest.memory.tokenised_text import TokenisedText

_OPENING = frozenset("\"“”‘’'«»([{,;:-–—")
_CLOSING = frozenset("\"“”‘’'«»)]},;:-–—")
_OPENS = frozenset("([{")
_JOINING = frozenset(",;:&/-–—")


def as_corrected(one: Suggestion, reading: TokenisedText, edges: BorderQueries) -> list[Suggestion]:
    """The suggestion with its edges where corrections of its label put them, and the pieces that this cuts off.

    A piece is offered where it reads like a span of its own (a weekday, month or number at its head) and what it is
    cut from like one of that kind.
    """
    first, last = reading.tokens_in(one.span.start, one.span.end)
    if first >= last or reading.starts[first] != one.span.start or reading.ends[last - 1] != one.span.end:
        return [one]
    first, last = _unquoted(first, last, reading)
    begin, stop = _moved(first, last, one.span.label, reading, edges)
    if (begin, stop) == reading.tokens_in(one.span.start, one.span.end):
        return [one]
    found = [_resized(one, begin, stop, reading)]
    for left, right in ((first, begin), (stop, last)):
        piece = _bare(left, right, reading)
        if piece and _offers(piece[0], reading, range(begin, stop)):
            found.append(replace(_resized(one, *piece, reading), source=MEMORY, also=()))
    return found


def grown(one: Suggestion, reading: TokenisedText, edges: BorderQueries) -> Suggestion:
    """The suggestion with what corrections of its label have taken in at such an edge; nothing is cut off."""
    first, last = reading.tokens_in(one.span.start, one.span.end)
    begin, stop = _grown(first, last, one.span.label, reading, edges)
    return one if (begin, stop) == (first, last) else _resized(one, begin, stop, reading)


def cut_pieces(held: Held, reading: TokenisedText) -> list[Suggestion]:
    """The pieces that a person's correction has cut off, where they read like spans of their own."""
    span, was = held.span, held.suggested
    if was is None or was.same_edges(span):
        return []
    found = []
    for start, end in ((was.start, span.start), (span.end, was.end)):
        piece = _bare(*reading.tokens_in(start, end), reading) if start < end else None
        if piece and _offers(piece[0], reading, range(*reading.tokens_in(span.start, span.end))):
            begin, stop = reading.starts[piece[0]], reading.ends[piece[1] - 1]
            found.append(Suggestion(Span(begin, stop, span.label), MEMORY, held.score))
    return found


def _resized(one: Suggestion, first: int, last: int, reading: TokenisedText) -> Suggestion:
    span = one.span.resized(reading.starts[first], reading.ends[last - 1])
    return replace(one, span=span, also=tuple(dict.fromkeys((*one.also, MEMORY))))


def _unquoted(first: int, last: int, reading: TokenisedText) -> tuple[int, int]:
    """A run of tokens without a quote, comma or bracket that stands at one of its edges alone."""
    while last - first > 1 and reading.word(first) in _OPENING:
        first += 1
    while (
        last - first > 1
        and reading.word(last - 1) in _CLOSING
        and not _OPENS.intersection(reading.word(token) for token in range(first, last))
    ):
        last -= 1
    return first, last


def _bare(first: int, last: int, reading: TokenisedText) -> tuple[int, int] | None:
    """A run of tokens without the punctuation at its edges, or None where nothing is left."""
    while first < last and not reading.word(first)[0].isalnum():
        first += 1
    while first < last and not reading.word(last - 1)[-1].isalnum():
        last -= 1
    return (first, last) if first < last else None


def _offers(piece: int, reading: TokenisedText, kept: range) -> bool:
    """Whether a piece that begins at a token reads like a span of its own, as what it was cut from does."""
    return all(any(reading.kind(token).startswith("<") for token in one) for one in ((piece,), kept))


def _moved(first: int, last: int, label: str, reading: TokenisedText, edges: BorderQueries) -> tuple[int, int]:
    word = reading.kind
    begin, stop = first, last
    while stop - begin > 1 and edges.cut(LEFT, label, word(begin), word(begin + 1)):
        begin += 1
    while stop - begin > 1 and edges.cut(RIGHT, label, word(stop - 1), word(stop - 2)):
        stop -= 1
    if (begin, stop) != (first, last):
        begin, stop = _bare(begin, stop, reading) or (first, last)
    return _grown(begin, stop, label, reading, edges)


def _grown(begin: int, stop: int, label: str, reading: TokenisedText, edges: BorderQueries) -> tuple[int, int]:
    """A run of tokens with what is taken in on either side; what only joins it to more is not the last of that."""
    word, first, last = reading.kind, begin, stop
    while begin and edges.grown(LEFT, label, word(begin - 1), word(begin)) and reading.near(begin):
        begin -= 1
    while edges.grown(RIGHT, label, word(stop), word(stop - 1)) and reading.near(stop):
        stop += 1
    while begin < first and reading.word(begin) in _JOINING:
        begin += 1
    while stop > last and reading.word(stop - 1) in _JOINING:
        stop -= 1
    return begin, stop
