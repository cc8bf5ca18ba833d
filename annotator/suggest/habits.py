"""Learned borders: an edge that was moved once is moved the same way where it looks the same."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.decisions import MEMORY
from annotator.domain.suggestion import Suggestion
from annotator.suggest.evidence import LEFT, RIGHT, Evidence
from annotator.suggest.reading import Reading


def settled(one: Suggestion, reading: Reading, evidence: Evidence) -> Suggestion:
    """The suggestion with its edges where corrections of its label put them; itself where none applies."""
    first, last = reading.places(one.span.start, one.span.end)
    if first >= last or reading.starts[first] != one.span.start or reading.ends[last - 1] != one.span.end:
        return one
    edges = _moved(first, last, one.span.label, reading, evidence)
    if edges == (first, last):
        return one
    span = one.span.resized(reading.starts[edges[0]], reading.ends[edges[1] - 1])
    return replace(one, span=span, also=(*one.also, MEMORY))


def _moved(first: int, last: int, label: str, reading: Reading, evidence: Evidence) -> tuple[int, int]:
    word = reading.word
    while last - first > 1 and evidence.habit(LEFT, label, word(first), word(first + 1)) > 0:
        first += 1
    while last - first > 1 and evidence.habit(RIGHT, label, word(last - 1), word(last - 2)) > 0:
        last -= 1
    while evidence.growth(LEFT, label, word(first - 1), word(first)) > 0:
        first -= 1
    while evidence.growth(RIGHT, label, word(last), word(last - 1)) > 0:
        last += 1
    return first, last
