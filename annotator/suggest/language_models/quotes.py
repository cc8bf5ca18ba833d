"""Quotes put back on exact places of the text they were taken from.

A quote stands where the text has it letter by letter; where that is inside a word and the quote also stands between
word edges, only the latter count. Where the text has it nowhere so, blanks, quotation marks, dashes and the forms of
letters may differ, and that is noted. Which of several places is meant is said by `occurrence`, counted from 1; where
that makes no sense, quotes of the same string and label take the places in order, and that is noted unless nothing was
said and they are as many as the places. Nothing else is guessed: what stands nowhere is left out, and noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.folded import Folded

Place = tuple[int, int, str]
"""`(start, end, label)`: code points, half-open."""

NOWHERE, NEARLY, UNCLEAR = "nowhere", "nearly", "unclear"
"""What may be noted of a quote: it was left out, it was spelled otherwise, it stands at several places."""

_ALIKE = {
    ord(mark): plain for plain, marks in (('"', "“”„‟«»‹›″"), ("'", "‘’‚‛′`´"), ("-", "‐‑‒–—―−")) for mark in marks
}
"""Marks that models put for one another."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A span as a model tells it; `occurrence` counts the places of the quote from 1, None where it says nothing."""

    quote: str
    label: str
    occurrence: int | None = None


@dataclass(slots=True)
class Placed:
    """Where quotes stand, in order, and the quotes of which something is noted, by what."""

    places: list[Place] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)


def placed(text: str, quotes: Sequence[Quoted]) -> Placed:
    """The places of quotes in a text."""
    found = Placed()
    groups: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for one in quotes:
        groups[one.quote.strip(), one.label].append(one.occurrence)
    spans: set[Place] = set()
    for (quote, label), occurrences in groups.items():
        edges = places_of(text, quote)
        if not edges and (edges := _alike(text, quote)):
            found.notes.setdefault(NEARLY, []).append(quote)
        if not edges:
            found.notes.setdefault(NOWHERE, []).extend([quote] * len(occurrences))
            continue
        chosen, clear = _chosen(occurrences, len(edges))
        if not clear:
            found.notes.setdefault(UNCLEAR, []).append(quote)
        spans.update((*edges[number], label) for number in chosen)
    found.places = sorted(spans)
    return found


def _chosen(occurrences: Sequence[int | None], there: int) -> tuple[range | list[int], bool]:
    """Which of the places are meant, counted from 0, and whether that is clear."""
    said = [one - 1 for one in occurrences if one is not None and 1 <= one <= there]
    if len(set(said)) == len(occurrences):
        return said, True
    silent = all(one is None for one in occurrences)
    once = there == 1 and all(one in (None, 1) for one in occurrences)
    return range(min(len(occurrences), there)), once or (silent and len(occurrences) == there)


def places_of(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of a quote in a text, none overlapping the one before; between word edges, where there are such."""
    every: list[tuple[int, int]] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        every.append((at, at + len(quote)))
        at = text.find(quote, at + len(quote))
    return [place for place in every if _is_whole(text, *place)] or every


def _is_whole(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start] + text[start], text[end - 1] + text[end : end + 1]
    return not any(len(two) == 2 and two.isalnum() for two in (before, behind))


def _alike(text: str, quote: str) -> list[tuple[int, int]]:
    """The places of a quote where blanks, marks and forms of letters may differ."""
    view = Folded(text)
    sought = " ".join(Folded(quote).text.translate(_ALIKE).split())
    found = places_of(view.text.translate(_ALIKE), sought)
    return [view.place(*one) for one in found if view.cuts_no_piece(*one)]
