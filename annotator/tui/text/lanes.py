"""The spans of one row become label lanes under it. Pure.

A *lane* is a line under a row of text; a *piece* is what a lane shows of one mark on that row: the
label name, then a line as far as the span goes; on the rows that it continues on, a sign instead of
the name. Which marks have a piece:

- those that hold (decided, or accepted by themselves) and the focused one always; where they nest,
  they open further lanes, the outer one above;
- of the others, the surest ones that find room in the lanes that are there anyway, so that a late
  suggestion opens no lane; on the rows where the focus is, every suggestion, for one of them comes next;
- the versions of a conflict that the focused version meets, each in its own lane.

Cells are counted from the row's left edge, half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, set_cell_size

from annotator.domain.sanitise import MUTE, visible
from annotator.domain.span import Span
from annotator.tui.text.marks import Mark
from annotator.tui.text.rows import Row

AUTO_SIGN = "≡"
NOTE_SIGN = "✎"
CONTINUED = "↳"


@dataclass(frozen=True, slots=True)
class Piece:
    """`mark` on one row: its name at `start`, its line up to `end`; `stop` is the end of both."""

    start: int
    end: int
    name: str
    mark: Mark
    focused: bool

    @property
    def stop(self) -> int:
        """The cell behind the last one that is drawn: the name may be longer than the span."""
        return max(self.end, self.start + cell_len(self.name))


@dataclass(frozen=True, slots=True)
class _Slot:
    """The cells of a mark on a row, and whether the mark began on a row above."""

    start: int
    end: int
    mark: Mark
    continued: bool

    def meets(self, other: _Slot) -> bool:
        """Whether both need one and the same cell."""
        return self.start < other.end and other.start < self.end


Lanes = tuple[tuple[Piece, ...], ...]


def stack(row: Row, marks: Iterable[Mark], focus: Span | None, *, width: int, room: int = 1) -> Lanes:
    """The lanes of `row`: as many as are needed, at least `room`, and none at all for a blank row without marks.

    `marks` touch the row; `width` is how many cells a lane may take; `room` is how many lanes the
    row has already. The first lane opens for any mark.
    """
    slots = [slot for mark in marks if (slot := _slot(row, mark))]
    if not slots:
        return () if row.blank else ((),) * room
    slots.sort(key=_outer_first)
    if all(one.end <= following.start for one, following in pairwise(slots)):
        return (_pieces(slots, focus, width), *((),) * (room - 1))
    lanes: list[list[_Slot]] = [[] for _ in range(max(room, 1))]
    firm = [slot for slot in slots if slot.mark.firm]
    others = sorted((slot for slot in slots if not slot.mark.firm), key=_surest_first)
    for slot in firm:
        _put(lanes, slot, opens=True)
    left = [slot for slot in others if not _put(lanes, slot, opens=False)]
    wanted = _wanted(slots, focus)
    for slot in sorted((slot for slot in left if wanted(slot.mark)), key=_outer_first):
        _put(lanes, slot, opens=True)
    for slot in left:
        if not wanted(slot.mark):
            _put(lanes, slot, opens=False)
    _lift(lanes, focus)
    return tuple(_pieces(sorted(lane, key=_outer_first), focus, width) for lane in lanes)


def _slot(row: Row, mark: Mark) -> _Slot | None:
    """Where `mark` lies on `row`; None where only blanks of it do."""
    first, last = max(mark.span.start, row.start), min(mark.span.end, row.stop)
    if first >= last:
        return None
    shown = row.shown[first - row.start : last - row.start]
    if mark.span.end > row.stop:
        last -= len(shown) - len(shown.rstrip())
    if mark.span.start < row.start:
        first += len(shown) - len(shown.lstrip())
    if first >= last:
        return None
    start = row.cell(first)
    return _Slot(start, max(row.cell(last), start + 1), mark, mark.span.start < row.start)


def _put(lanes: list[list[_Slot]], slot: _Slot, *, opens: bool) -> bool:
    """Put a slot into the first lane where it is free; into a new one where `opens`."""
    for lane in lanes:
        if not any(slot.meets(other) for other in lane):
            lane.append(slot)
            return True
    if opens:
        lanes.append([slot])
    return opens


def _lift(lanes: list[list[_Slot]], focus: Span | None) -> None:
    """Let the focused mark change places with what lies above it, so that its block is one; what holds stays."""
    for lane in lanes[1:]:
        for slot in [slot for slot in lane if slot.mark.span == focus]:
            above = [other for other in lanes[0] if other.meets(slot)]
            rest = [other for other in lane if other is not slot]
            if any(
                other.mark.firm or other.mark.span == focus or any(other.meets(one) for one in rest) for other in above
            ):
                continue
            lane[:] = rest + above
            lanes[0] = [other for other in lanes[0] if other not in above] + [slot]


def _wanted(slots: Sequence[_Slot], focus: Span | None) -> Callable[[Mark], bool]:
    """Which marks must have a lane because of the focus: itself, suggestions, the versions that a focused one meets."""
    if focus is None:
        return lambda _: False
    disputed = any(slot.mark.span == focus and slot.mark.state == "version" for slot in slots)
    return lambda mark: (
        mark.span == focus
        or mark.state == "open"
        or (disputed and mark.state == "version" and mark.span.overlaps(focus))
    )


def _pieces(lane: list[_Slot], focus: Span | None, width: int) -> tuple[Piece, ...]:
    """A lane's slots with their names, shortened before they collide with the next one."""
    pieces = []
    for slot, following in zip(lane, (*(slot.start for slot in lane[1:]), width + 1), strict=False):
        end = max(min(slot.end, following - 1), slot.start + 1)
        name = CONTINUED if slot.continued else cut(_name(slot.mark), max(following - 1, end) - slot.start)
        pieces.append(Piece(slot.start, end, name, slot.mark, slot.mark.span == focus))
    return tuple(pieces)


def cut(name: str, cells: int) -> str:
    """A name that takes up no more than so many cells."""
    return name if cell_len(name) <= cells else set_cell_size(name, cells)


def _name(mark: Mark) -> str:
    tag = f"{mark.tag} " if mark.tag else ""
    sign = AUTO_SIGN if mark.state == "auto" else ""
    words = mark.span.label if mark.words is None else mark.words
    return visible(f"{tag}{sign}{words}{NOTE_SIGN if mark.note else ''}").replace(MUTE, "")


def _outer_first(slot: _Slot) -> tuple[int, int, Span, str]:
    return slot.start, -slot.end, slot.mark.span, slot.mark.tag


def _surest_first(slot: _Slot) -> tuple[bool, float, int, int, Span, str]:
    """Rejected ones last, then by score; without one, the longer of those that begin together."""
    return slot.mark.state == "rejected", -(slot.mark.score or 0.0), *_outer_first(slot)
