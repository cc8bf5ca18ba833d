"""The tour: it names the next useful key until it was used once. What was used is read from the decisions."""

from __future__ import annotations

from collections.abc import Collection

STEPS: tuple[tuple[str, str, str], ...] = (
    ("accepted", "space", "takes the suggestion in the filled block, and goes on"),
    ("rejected", "x", "refuses it, and goes on"),
    ("relabelled", "O", "(or any label’s key, below) gives another label"),
    ("resized", "}", "shrinks the right edge, ] grows it; [ and { move the left one"),
    ("added", "f", "shows letters on missed names: type them, then a label’s key"),
    ("undone", "u", "takes back whatever you did last, without end"),
    ("finished", "s", "finishes the article and opens the next one"),
)


def next_step(used: Collection[str]) -> tuple[int, str, str] | None:
    """`(number, key, what it does)` of the first step whose action was not used yet; None when all were."""
    for number, (action, key, about) in enumerate(STEPS, start=1):
        if action not in used:
            return number, key, about
    return None
