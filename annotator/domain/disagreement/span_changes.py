"""What makes one set of spans of a text of another: which spans were relabelled, resized, removed, added.

A span that is gone and one that is new are one span *relabelled* where they have the same edges, *resized* where they
have the same label and one edge in common; of several, those belong together whose other edges are nearest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.domain.span import Span

Kind = Literal["relabelled", "resized", "removed", "added"]


@dataclass(frozen=True, slots=True)
class SpanChange:
    """One change: the span before it (None where it was added) and after it (None where it was removed).

    `place` is the span as it is now, else as it was.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    place: Span


def span_changes(before: Iterable[Span], after: Iterable[Span]) -> list[SpanChange]:
    """The changes between two sets of spans of one text, in the order of the text."""
    was, now = set(before), set(after)
    gone, new = was - now, now - was
    found: list[SpanChange] = []
    for old, fresh in _relabelled(gone, new):
        found.append(SpanChange("relabelled", old, fresh, fresh))
        gone.discard(old)
        new.discard(fresh)
    for old, fresh in _resized(gone, new):
        if old in gone and fresh in new:
            found.append(SpanChange("resized", old, fresh, fresh))
            gone.discard(old)
            new.discard(fresh)
    found += [SpanChange("removed", old, None, old) for old in gone]
    found += [SpanChange("added", None, fresh, fresh) for fresh in new]
    return sorted(found, key=lambda change: (change.place, change.kind))


def _relabelled(gone: Iterable[Span], new: Iterable[Span]) -> list[tuple[Span, Span]]:
    """The pairs of the same edges, each span in one."""
    waiting = defaultdict[tuple[int, int], list[Span]](list)
    for one in sorted(new, reverse=True):
        waiting[one.start, one.end].append(one)
    return [(old, there.pop()) for old in sorted(gone) if (there := waiting[old.start, old.end])]


def _resized(gone: Iterable[Span], new: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """The pairs of the same label and one edge, the nearest first; a span may be in several."""
    by_edge = defaultdict[tuple[str, str, int], list[Span]](list)
    for one in new:
        for edge in _edges(one):
            by_edge[edge].append(one)
    pairs = {(old, fresh) for old in gone for edge in _edges(old) for fresh in by_edge.get(edge, ())}
    yield from sorted(pairs, key=lambda pair: (_moved(*pair), pair))


def _edges(one: Span) -> tuple[tuple[str, str, int], tuple[str, str, int]]:
    return ("start", one.label, one.start), ("end", one.label, one.end)


def _moved(one: Span, other: Span) -> int:
    """By how many code points the edges differ."""
    return abs(one.start - other.start) + abs(one.end - other.end)
