"""My corrections: what an annotator said, what review made of it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.conflicts import AGREED, Version, versions_of
from annotator.domain.decisions import GOLD
from annotator.domain.gold import REOPENED
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.services.agreeing import agree
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """One place `[start, end)` where review says otherwise: one's own spans there, gold's, by whom, and why.

    `done` if one's layer now says what gold says.
    """

    start: int
    end: int
    own: Version
    gold: Version
    by: str
    reasons: tuple[str, ...]
    done: bool


def corrections(store: Store, key: str, annotator: str) -> list[Correction]:
    """Where the review of an article corrected an annotator, in the order of the text; empty before any review."""
    gold, mine = store.layer(key, GOLD).layer, store.layer(key, annotator).layer
    found = []
    for own, right, by in (*_ruled(gold, annotator), *_changed(gold)):
        spans = (*own, *right)
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        reasons = tuple(one.text for one in gold.comments if one.span and one.span.start < end and start < one.span.end)
        done = all(span in mine.held for span in right) and not any(span in mine.held for span in {*own} - {*right})
        found.append(Correction(start, end, own, right, by, reasons, done))
    return sorted(found, key=lambda one: (one.start, one.end, one.own))


def figures(store: Store, annotator: str) -> dict[str, Any]:
    """An annotator against approved gold: the row of a pair in the report of `agree`. Raises `AnnotatorError`."""
    row: dict[str, Any] = agree(store, [annotator, GOLD])["pairs"][0]
    return row


def _ruled(gold: Layer, annotator: str) -> Iterator[tuple[Version, Version, str]]:
    for name, (ruling, decision) in gold.rulings.items():
        own = versions_of(name).get(annotator)
        if ruling.choice not in (AGREED, REOPENED) and own is not None and own != ruling.spans:
            yield own, ruling.spans, decision.by


def _changed(gold: Layer) -> Iterator[tuple[Version, Version, str]]:
    """What the reviewer changed of what all agreed on, took away from it, or added."""
    agreed = {span for ruling, _ in gold.rulings.values() if ruling.choice == AGREED for span in ruling.spans}
    for span, held in gold.held.items():
        if not held.ruled and not held.imported:
            yield _only(held.suggested), (span,), held.by
    for span, held in gold.rejected.items():
        if span in agreed:
            yield (span,), (), held.by


def _only(span: Span | None) -> Version:
    return (span,) if span else ()
