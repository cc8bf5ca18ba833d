"""Where letters stand on spans, and which stretches they light up. Pure; offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Span, Stretch
from annotator.tui.text.graphemes import grapheme_edge


def places_of(on: Iterable[tuple[str, Span]], window: tuple[int, int], text: str) -> dict[int, str]:
    """The offset of each span's letters: its beginning, as far as that is in the window.

    Where a shorter span begins there, too, they stand at the end, or further in front: no two lie over each other.
    """
    start, end = window
    found: dict[int, str] = {}
    in_sight = (one for one in on if one[1].start < end and one[1].end > start)
    for letters, span in sorted(in_sight, key=lambda one: (len(one[1]), one[1])):
        first, last = max(span.start, start), min(span.end, end) - len(letters)
        places = (first, *range(last, first, -1))
        at = next((at for at in places if _is_free(at, len(letters), found) and grapheme_edge(text, at) == at), None)
        if at is not None:
            found[at] = letters
    return found


def _is_free(at: int, size: int, found: dict[int, str]) -> bool:
    return all(at >= other + len(letters) or at + size <= other for other, letters in found.items())


def united(spans: Iterable[Span]) -> list[Stretch]:
    """The stretches of spans, in order; those that overlap are one."""
    found: list[Stretch] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
