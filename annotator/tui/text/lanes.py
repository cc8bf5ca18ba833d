"""The spans of one row become label lanes under it. Pure.

A *lane* is a line under a row of text; a *piece* is what a lane shows of one mark on that row: the
label name, then a line as far as the span goes. Which marks have a piece:

- those that hold (decided, or accepted by themselves) and the focused one always; where they nest,
  they open further lanes, the outer one above;
- of the others, the surest ones that find room in the lanes that are there anyway. Rivals for one
  place thus share no row until one of them is focused, and a late suggestion opens no lane;
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
class _Place:
    """The cells of a mark on a row, and whether the mark began on a row above."""

    start: int
    end: int
    mark: Mark
    continued: bool

    def meets(self, other: _Place) -> bool:
        """Whether both need one and the same cell."""
        return self.start < other.end and other.start < self.end


Lanes = tuple[tuple[Piece, ...], ...]


def stack(row: Row, marks: Iterable[Mark], focus: Span | None, *, width: int, room: int = 1) -> Lanes:
    """The lanes of `row`: as many as are needed, at least `room`, and none at all for a blank row without marks.

    `marks` touch the row; `width` is how many cells a lane may take; `room` is how many lanes the
    row has already.
    """
    places = [place for mark in marks if (place := _place(row, mark))]
    if not places:
        return () if row.blank else ((),) * room
    places.sort(key=_outer_first)
    if all(one.end <= following.start for one, following in pairwise(places)):
        return (_pieces(places, focus, width), *((),) * (room - 1))
    lanes: list[list[_Place]] = [[] for _ in range(room)]
    firm = [place for place in places if place.mark.firm]
    others = sorted((place for place in places if not place.mark.firm), key=_surest_first)
    for place in firm:
        _put(lanes, place, opens=True)
    left = [place for place in others if not _put(lanes, place, opens=False)]
    wanted = _wanted(places, focus)
    for place in sorted((place for place in left if wanted(place.mark)), key=_outer_first):
        _put(lanes, place, opens=True)
    for place in left:
        if not wanted(place.mark):
            _put(lanes, place, opens=False)
    _lift(lanes, focus)
    return tuple(_pieces(sorted(lane, key=_outer_first), focus, width) for lane in lanes)


def _place(row: Row, mark: Mark) -> _Place | None:
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
    return _Place(start, max(row.cell(last), start + 1), mark, mark.span.start < row.start)


def _put(lanes: list[list[_Place]], place: _Place, *, opens: bool) -> bool:
    """Put a place into the first lane where it is free; into a new one where `opens`."""
    for lane in lanes:
        if not any(place.meets(other) for other in lane):
            lane.append(place)
            return True
    if opens:
        lanes.append([place])
    return opens


def _lift(lanes: list[list[_Place]], focus: Span | None) -> None:
    """Let the focused mark change places with what lies above it, so that its block is one; what holds stays."""
    for lane in lanes[1:]:
        for place in [place for place in lane if place.mark.span == focus]:
            above = [other for other in lanes[0] if other.meets(place)]
            rest = [other for other in lane if other is not place]
            if any(
                other.mark.firm or other.mark.span == focus or any(other.meets(one) for one in rest) for other in above
            ):
                continue
            lane[:] = rest + above
            lanes[0] = [other for other in lanes[0] if other not in above] + [place]


def _wanted(places: Sequence[_Place], focus: Span | None) -> Callable[[Mark], bool]:
    """Which marks must have a lane because of the focus: itself, and the versions that a focused version meets."""
    if focus is None:
        return lambda _: False
    disputed = any(place.mark.span == focus and place.mark.state == "version" for place in places)
    return lambda mark: mark.span == focus or (disputed and mark.state == "version" and mark.span.overlaps(focus))


def _pieces(lane: list[_Place], focus: Span | None, width: int) -> tuple[Piece, ...]:
    """A lane's places with their names, shortened before they collide with the next one."""
    pieces = []
    for place, following in zip(lane, (*(place.start for place in lane[1:]), width + 1), strict=False):
        end = max(min(place.end, following - 1), place.start + 1)
        free = end if place.continued else max(following - 1, end)
        name = cut(_name(place.mark), free - place.start)
        pieces.append(Piece(place.start, end, name, place.mark, place.mark.span == focus))
    return tuple(pieces)


def cut(name: str, cells: int) -> str:
    """A name that takes up no more than so many cells."""
    return name if cell_len(name) <= cells else set_cell_size(name, cells)


def _name(mark: Mark) -> str:
    tag = f"{mark.tag} " if mark.tag else ""
    sign = AUTO_SIGN if mark.state == "auto" else ""
    return visible(f"{tag}{sign}{mark.span.label}{NOTE_SIGN if mark.note else ''}").replace(MUTE, "")


def _outer_first(place: _Place) -> tuple[int, int, Span, str]:
    return place.start, -place.end, place.mark.span, place.mark.tag


def _surest_first(place: _Place) -> tuple[bool, float, int, int, Span, str]:
    """Rejected ones last, then by score; without one, the longer of those that begin together."""
    return place.mark.state == "rejected", -(place.mark.score or 0.0), *_outer_first(place)
