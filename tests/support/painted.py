"""What the screen shows of somebody's work in figures, and what it may show: those at some step of the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from support.pty import Terminal

from annotator.domain.decisions import GOLD
from annotator.domain.gold import standing
from annotator.domain.layer import Layer, step
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.store import Store

COUNTS = re.compile(r"✓ (\d+) +✗ (\d+) +○ (\d+)")
SETTLED = re.compile(r"settled (\d+)")

Seen = tuple[int, int]


def seen(terminal: Terminal) -> Seen | None:
    """How many spans are held and how many rejected, as the screen says; None where it shows no article."""
    counts = COUNTS.search(terminal.text)
    return (int(counts[1]), int(counts[2])) if counts else None


def history(path: Path, key: str) -> Iterator[Seen]:
    """The same two counts after every step of ana's log, oldest first."""
    with Store.open(path) as store:
        for layer in _folded(store, key, "ana"):
            yield len(layer.held), len(layer.rejected)


def settled(terminal: Terminal) -> int | None:
    """How many conflicts are settled, as the screen of a review says; None where it shows none."""
    found = SETTLED.search(terminal.text)
    return int(found[1]) if found else None


def rulings(path: Path, key: str) -> Iterator[int]:
    """The same number after every step of the log of gold, oldest first."""
    with Store.open(path) as store:
        alignment = ReviewSession(store, key, "rita").alignment
        for layer in _folded(store, key, GOLD):
            yield len(standing(alignment, layer))


def _folded(store: Store, key: str, name: str) -> Iterator[Layer]:
    """A layer, empty, and again after each step of its log."""
    layer = Layer(len(store.article(key).text))
    yield layer
    for _, decisions in groupby(store.decisions(key, name), lambda one: one.step):
        for decision in decisions:
            step(layer, decision)
        yield layer
