"""A row of text and its lanes become segments of a line of the screen. Pure: the same look, the same segments.

A *look* is all that the picture of one row depends on. Over the marks lie *layers* (selection,
search hits, cursor), later ones above; hints replace the first cells of what they name. In compact
display a short *tag* stands behind each span instead of lanes, and moves what follows it to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from annotator.domain.sanitise import MUTE
from annotator.domain.span import Span
from annotator.tui.text.graphemes import spaced
from annotator.tui.text.lanes import Lanes, Piece
from annotator.tui.text.marks import Mark
from annotator.tui.text.rows import Row
from annotator.tui.text.styles import Overlay, Role, Styles
from annotator.tui.text.tags import Tag

_SIGN = re.compile("[\u2400-\u2426⇄⁀\ufffd]+")
MARK = "▐"
"""Stands on the window's right edge, and tells how far one is in an article that the window does not show whole."""


@dataclass(frozen=True, slots=True)
class Look:
    """One row: its lanes, the marks that colour its text, and what lies over it; offsets are those of the text.

    Only what has a lane has a colour, so that nothing is told by colour alone. `layers` and `roles`
    are clipped to the row; a layer may cover the offset behind the shown text, where the line break
    or the end of the text is. `tags` is empty except in compact display.
    """

    row: Row
    lanes: Lanes = ()
    marks: tuple[Mark, ...] = ()
    focus: Span | None = None
    layers: tuple[tuple[int, int, Overlay], ...] = ()
    hints: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[int, int, Role], ...] = ()
    tags: tuple[Tag, ...] = ()

    def offset(self, cell: int) -> int:
        """The code point drawn at `cell` of the row, tags taken into account."""
        for at, tag, _ in self.tags:
            begin = self.row.cell(at)
            if cell < begin:
                break
            cell = max(cell - cell_len(tag), begin - 1)
        return self.row.offset(cell)


def drawn_line(
    look: Look | None, line: int, styles: Styles, left: int, width: int, *, mark: bool = False
) -> list[Segment]:
    """A line of a row as the viewport counts them: 0 is the text, the others are its lanes; blank without a row.

    `mark`: its last cell, where no text ever is, carries the window's mark.
    """
    if look is None:
        segments = [Segment(" " * width, styles.plain)]
    else:
        segments = lane_line(look, line - 1, styles, left, width) if line else text_line(look, styles, left, width)
    if mark:
        return [*Segment.adjust_line_length(segments, width - 1), Segment(MARK, styles.mark)]
    return segments


def text_line(look: Look, styles: Styles, left: int, width: int) -> list[Segment]:
    """The row's text, `left` cells from the edge, in a line of `width` cells."""
    row, segments = look.row, [Segment(" " * left, styles.plain)]
    hints, tags, tail = dict(look.hints), _by_place(look.tags), row.stop
    if any(mark.span.end > tail for mark in look.marks):
        tail = row.start + len(row.shown.rstrip())
    for a, b in pairwise(_cuts(look, tail)):
        mark, focused = _on_top(look, a, blank=a >= tail)
        shown = row.shown[a - row.start : b - row.start]
        if row.cells is not None:
            shown = spaced(shown.replace(MUTE, ""))
        if letters := hints.get(a):
            segments.append(Segment(set_cell_size(letters, row.cell(b) - row.cell(a)), styles.hint))
        elif shown:
            role = "sign" if _SIGN.match(shown) else _role(look.roles, a)
            segments.append(Segment(shown, styles.text(role, mark, _layer(look.layers, a), focused=focused)))
        for tag, named in tags.get(b, ()):
            style = styles.lane(named, focused=named.span == look.focus) if named else styles.aside
            segments.append(Segment(tag, style))
    if layer := _layer(look.layers, row.stop):
        segments.append(Segment(" ", styles.text("text", None, layer, focused=False)))
    return _filled(segments, styles, width)


def lane_line(look: Look, lane: int, styles: Styles, left: int, width: int) -> list[Segment]:
    """One lane of the row, `left` cells from the edge, in a line of `width` cells; blank where it has no such lane."""
    pieces = look.lanes[lane] if lane < len(look.lanes) else ()
    segments: list[Segment] = []
    at = -left
    for piece in pieces:
        segments.append(Segment(" " * (piece.start - at), styles.plain))
        segments.append(Segment(_drawn(piece), styles.lane(piece.mark, focused=piece.focused)))
        at = piece.stop
    return _filled(segments, styles, width)


def _drawn(piece: Piece) -> str:
    return piece.name + Styles.line(piece.mark) * (piece.end - piece.start - cell_len(piece.name))


def _cuts(look: Look, tail: int) -> list[int]:
    """The offsets where the style may change, the row's ends among them; `tail` is where its last blanks begin."""
    row = look.row
    cuts = {row.start, tail, row.stop}
    for mark in look.marks:
        cuts |= {mark.span.start, mark.span.end}
    for start, end, _ in (*look.layers, *look.roles):
        cuts |= {start, end}
    hinted = [(start, _behind(row, start, len(letters))) for start, letters in look.hints]
    begun = {start for start, _ in hinted}
    cuts.update(at for at, _, _ in look.tags)
    for match in _SIGN.finditer(row.shown):
        cuts |= {row.start + match.start(), row.start + match.end()}
    for start, end in hinted:
        cuts -= {*range(start + 1, end)} - begun
        cuts |= {start, end}
    return sorted(cut for cut in cuts if row.start <= cut <= row.stop)


def _by_place(tags: Iterable[Tag]) -> dict[int, list[tuple[str, Mark | None]]]:
    placed: dict[int, list[tuple[str, Mark | None]]] = {}
    for at, tag, named in tags:
        placed.setdefault(at, []).append((tag, named))
    return placed


def _behind(row: Row, offset: int, cells: int) -> int:
    """The end of the graphemes that cover `cells` cells from `offset` on."""
    wanted = row.cell(offset) + cells
    end = offset + 1
    while end < row.stop and row.cell(end) < wanted:
        end += 1
    return end


def _on_top(look: Look, at: int, *, blank: bool) -> tuple[Mark | None, bool]:
    """The mark that gives the text at an offset its colour (focused, else firm, else innermost); whether focused.

    A `blank` at the row's end belongs to no mark that goes on below.
    """
    over = [mark for mark in look.marks if mark.span.start <= at < mark.span.end]
    if blank:
        over = [mark for mark in over if mark.span.end <= look.row.stop]
    if not over:
        return None, False
    for mark in over:
        if mark.span == look.focus:
            return mark, True
    return min(over, key=lambda mark: (mark.state == "rejected", not mark.firm, len(mark.span))), False


def _layer(layers: Iterable[tuple[int, int, Overlay]], at: int) -> Overlay:
    found: Overlay = ""
    for start, end, layer in layers:
        if start <= at < end:
            found = layer
    return found


def _role(roles: Iterable[tuple[int, int, Role]], at: int) -> Role:
    return next((role for start, end, role in roles if start <= at < end), "text")


def _filled(segments: list[Segment], styles: Styles, width: int) -> list[Segment]:
    return Segment.adjust_line_length(_merged(segments, styles), width, styles.plain)


def _merged(segments: list[Segment], styles: Styles) -> list[Segment]:
    """Neighbours of one style made one; blanks of the page join what follows where that looks the same.

    A change of style costs some forty bytes on the way to the terminal.
    """
    merged = segments[:1]
    for segment in segments[1:]:
        text, style, _ = segment
        before, its_style, _ = merged[-1]
        if style == its_style or (its_style is styles.plain and before.isspace() and styles.blanks_look_plain(style)):
            merged[-1] = Segment(before + text, style)
        else:
            merged.append(segment)
    return merged
