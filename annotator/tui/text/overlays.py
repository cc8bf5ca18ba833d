"""What lies over the marks of a row: search hits, selection, cursor. Pure; offsets are code points, half-open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from annotator.domain.span import Stretch
from annotator.tui.text.rows import Row
from annotator.tui.text.styles import Overlay

OnRow = tuple[int, int, Overlay]


def layers_on(
    row: Row, end: int, finds: Sequence[Stretch], over: Iterable[tuple[Stretch | None, Overlay]]
) -> tuple[OnRow, ...]:
    """The layers that touch `[row.start, end)`, clipped to it, the later ones above.

    `finds` are in order and do not overlap; those of `over` that are None lie nowhere.
    """
    layers: list[OnRow] = []
    if finds:
        first = bisect_right(finds, row.start, key=lambda found: found[1])
        last = bisect_left(finds, end, key=lambda found: found[0])
        layers += ((a, b, "find") for a, b in finds[first:last])
    layers += ((*stretch, layer) for stretch, layer in over if stretch is not None)
    return tuple((max(a, row.start), min(b, end), layer) for a, b, layer in layers if a < end and b > row.start)
