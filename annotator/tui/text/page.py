"""The page: one article in a window of the screen, without the painting.

It puts together the rows (`flow`), what lies on them (`lanes`), and the part that is on the screen
(`viewport`), and gives the *look* of every row: all that its picture depends on. Marks are pulled
row by row, so that neither the length of the article nor the number of its spans matters.

Lanes that once opened stay open as long as the page lives. When one opens, the cursor's row keeps
its line on the screen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from annotator.domain.span import Span, Stretch
from annotator.tui.text.lanes import Lanes, stack
from annotator.tui.text.marks import Mark
from annotator.tui.text.overlays import OnRow, layers_on
from annotator.tui.text.rows import Flow, Row
from annotator.tui.text.segments import Look
from annotator.tui.text.styles import Overlay, Role
from annotator.tui.text.tags import short_forms, tags_of
from annotator.tui.text.viewport import MARGIN, ScreenLine, Viewport

Display = Literal["lanes", "sparse", "compact", "plain"]
"""Lanes under every row, `sparse` ones only where something is or was, `compact` tags, `plain` colours."""
NEXT_DISPLAY: Mapping[Display, Display] = {"lanes": "sparse", "sparse": "compact", "compact": "plain", "plain": "lanes"}
Pull = Callable[[int, int], Sequence[Mark]]

_WITH_LANES = ("lanes", "sparse")
MEASURE = 88  # cells of text in a row, at most
GUIDE = 44  # cells of the guideline beside the text, with its border
_TAGS = 14  # cells that compact display keeps free for tags
_FAR = 2000  # code points; longer ranges are not walked row by row
_KEPT = 400  # looks that are remembered


def measure(width: int, display: Display) -> tuple[int, int]:
    """The left margin and the cells of text for a window of `width` cells: centred where there is room."""
    margin = 4 if width >= 60 else 2 if width >= 30 else 1
    text = min(width - 2 * margin - (_TAGS if display == "compact" else 0), MEASURE)
    return max((width - MEASURE) // 2, margin), text


class Page:
    """An article in a window.

    `marks(start, end)` gives the marks that touch a range of code points; `labels` are the names of the scheme.
    """

    def __init__(
        self, text: str, marks: Pull, roles: Sequence[tuple[int, int, Role]] = (), labels: Iterable[str] = ()
    ) -> None:
        self.text, self._marks, self._roles, self._labels = text, marks, tuple(roles), tuple(labels)
        self.display: Display = "lanes"
        self.cursor: Stretch = (0, 0)
        self.focus: Span | None = None
        self.selection: Stretch | None = None
        self.found: Stretch | None = None
        self._finds: Sequence[Stretch] = ()
        self._hints: Mapping[int, str] = {}
        self._hinted: list[int] = []
        self._looks: dict[int, Look] = {}
        self._opened: dict[int, int] = {}
        self._lines: list[ScreenLine | None] | None = None
        self._stale: dict[int, tuple[Row, int]] = {}
        self._changed: set[int] = set()
        self.width, self.left = 80, 4
        self.flow = Flow(text, 72)
        self.viewport = Viewport(self.flow, self.lines_of, 24)
        self._kept = self._anchor()

    # -- the window

    def fit(self, width: int, height: int) -> None:
        """Fit the page into a window of so many cells and lines; the cursor's row stays where it is, if it can."""
        row, y = self._anchor()
        at = max(row.start, self.cursor[0]) if row.start <= self.cursor[0] < row.end else row.start
        self.left, text_width = measure(width, self.display)
        self.width = width
        if text_width != self.flow.width:
            self.flow = self.flow.at_width(text_width)
            self._opened.clear()
        self._looks.clear()
        self._stale.clear()
        self.viewport = Viewport(self.flow, self.lines_of, height)
        self._put(self.flow.row_at(at), min(y, height - 1))
        self.viewport.show_whole_top()
        self._close_gap()

    @property
    def lines(self) -> list[ScreenLine | None]:
        """What is on each line of the window."""
        if self._stale:
            self._look_again()
        if self._lines is None:
            self._lines = self.viewport.lines()
        return self._lines

    @property
    def top(self) -> int:
        """The offset of the first row of the window."""
        return self.viewport.top.start

    def show_at_top(self, offset: int) -> None:
        """Put the row of `offset` on the first line of the window."""
        self._put(self.flow.row_at(offset), 0)

    def scroll(self, lines: int) -> None:
        """Move the window by so many lines."""
        if self.lines:
            self.viewport.scroll(lines)
        self._lines = None

    def reveal(self, offset: int, *, gentle: bool, at_edge: bool = False) -> None:
        """Bring the row of `offset` into the window: `gentle` just so, else well in. `at_edge`, without context."""
        row, height = self.flow.row_at(offset), self.viewport.height
        size, context = self.lines_of(row), 2 if height >= 12 and not at_edge else 0
        y = self._line_of(row)
        if y is not None and context <= y + (MARGIN if row.start == 0 else 0) and y + size + context <= height:
            return
        if y is not None and (row.start == 0 or self.flow.after(row) is None) and y + size <= height:
            return
        above = y < context if y is not None else row.start < self.top
        self._show(row, (context if above else height - context - size) if gentle else height // 4)

    def keep_at(self, offset: int, y: int) -> None:
        """Put the row of `offset` on line `y` of the window."""
        self._show(self.flow.row_at(offset), y)

    def line_at(self, offset: int) -> int | None:
        """The line of the window where the row of `offset` is, or None."""
        return self._line_of(self.flow.row_at(offset))

    # -- what lies on the rows

    def look(self, row: Row) -> Look:
        """All that the picture of a row depends on."""
        look = self._looks.get(row.start)
        if look is None:
            if len(self._looks) >= _KEPT:
                self._forget_all()
            look = self._looks[row.start] = self._make(row)
        return look

    def lines_of(self, row: Row) -> int:
        """How many lines of the screen a row takes."""
        return 1 + len(self.look(row).lanes)

    def forget(self, start: int, end: int) -> None:
        """Something changed in `[start, end)`: those rows are looked at anew when they are next asked for."""
        rows = [row for row in self._rows_in(start, end) if row in self._looks]
        if rows and not self._stale:
            self._kept = self._anchor()
        self._changed.update(rows)
        for row in rows:
            look = self._looks.pop(row)
            self._stale.setdefault(row, (look.row, 1 + len(look.lanes)))

    def changed(self) -> set[int]:
        """Where the rows begin that may look otherwise than when this was last asked, if `lines` is still that list."""
        changed, self._changed = self._changed, set()
        return changed

    def _forget_all(self) -> None:
        self._looks.clear()
        self._lines = None

    def _rows_in(self, start: int, end: int) -> Iterable[int]:
        """Where the rows begin that `[start, end)` touches; of a long range, those that were looked at."""
        if end - start > _FAR:
            return [first for first, look in self._looks.items() if first < end and look.row.end > start]
        starts, row = [], self.flow.row_at(start)
        while row.start < end:
            starts.append(row.start)
            if (below := self.flow.after(row)) is None:
                break
            row = below
        return starts

    def _look_again(self) -> None:
        """Where a row on the screen takes more lines now, the cursor's row keeps its line and others move."""
        stale, self._stale = self._stale, {}
        here = {line[0].start for line in self._lines or () if line is not None}
        if any(start in here and self.lines_of(row) != lines for start, (row, lines) in stale.items()):
            self._put(*self._kept)

    def set_display(self, display: Display) -> None:
        """Another display; `fit` must follow."""
        self.display = display
        self._opened.clear()

    def set_focus(self, focus: Span | None) -> None:
        """Focus a span, or none."""
        old, self.focus = self.focus, focus
        self._forget_each(*((span.start, span.end) for span in (old, focus) if span is not None))

    def set_selection(self, selection: Stretch | None) -> None:
        """Select a range, or none."""
        old, self.selection = self.selection, selection
        self._forget_each(old, selection)

    def set_cursor(self, start: int, end: int) -> None:
        """Put the cursor over `[start, end)`; it takes one cell at the end of the text."""
        old, self.cursor = self.cursor, (start, max(end, start + 1))
        self._forget_each(old, self.cursor)

    def set_finds(self, finds: Sequence[Stretch], found: Stretch | None) -> None:
        """Highlight ranges, which are in order, and one of them before all others."""
        self._finds, self.found = finds, found
        self._forget_all()

    def set_hints(self, hints: Mapping[int, str]) -> None:
        """Write letters over the text at offsets."""
        self._hints, self._hinted = hints, sorted(hints)
        self._forget_all()

    def _forget_each(self, *ranges: Stretch | None) -> None:
        for changed in ranges:
            if changed is not None:
                self.forget(*changed)

    def _make(self, row: Row) -> Look:
        focus = self.focus
        if focus is not None and (focus.start >= row.end or focus.end <= row.start):
            focus = None
        lanes = self._lanes(row, focus)
        compact = self.display == "compact"
        return Look(
            row,
            lanes if self.display in _WITH_LANES else (),
            tuple(piece.mark for lane in lanes for piece in lane),
            focus,
            self._layers(row),
            tuple((at, self._hints[at]) for at in self._slice(self._hinted, row)),
            tuple(role for role in self._roles if role[0] < row.end and role[1] > row.start),
            tags_of(row, lanes, short_forms(self._labels), self.width - self.left - row.width - 2) if compact else (),
        )

    def _lanes(self, row: Row, focus: Span | None) -> Lanes:
        room = self._opened.get(row.start, 0 if self.display == "sparse" else 1)
        lanes = stack(row, self._marks(row.start, row.end), focus, width=self.flow.width, room=room)
        if len(lanes) > room and self.display in _WITH_LANES:
            self._opened[row.start] = len(lanes)
        return lanes

    def _layers(self, row: Row) -> tuple[OnRow, ...]:
        cursor = self.cursor if self.focus is None or self.cursor[0] != self.focus.start else None
        over: tuple[tuple[Stretch | None, Overlay], ...] = (
            (self.found, "found"),
            (self.selection, "selection"),
            (cursor, "cursor"),
        )
        return layers_on(row, row.end if row.end < len(self.text) else row.end + 1, self._finds, over)

    @staticmethod
    def _slice(offsets: list[int], row: Row) -> list[int]:
        return offsets[bisect_left(offsets, row.start) : bisect_left(offsets, row.stop)]

    # -- rows on the screen

    def _anchor(self) -> tuple[Row, int]:
        """The row that keeps its line: the cursor's, else the first one; and that line."""
        row = self.flow.row_at(self.cursor[0])
        y = self._line_of(row)
        if y is None:
            row = self.viewport.top
            y = self._line_of(row) or 0
        return row, y

    def _line_of(self, row: Row) -> int | None:
        for y, line in enumerate(self.lines):
            if line is not None and line[1] == 0 and line[0].start == row.start:
                return y
        return None

    def _put(self, row: Row, y: int) -> None:
        self.viewport.put(row, y)
        self._lines = None

    def _show(self, row: Row, y: int) -> None:
        """Put a row on line `y`, or near it so that the window begins with a whole row."""
        self._put(row, y)
        self.viewport.show_whole_top()
        self._close_gap()
        if self._line_of(row) is None:  # a whole row at the top would push it out
            self._put(row, y)

    def _close_gap(self) -> None:
        """Leave no more blank below the end than there must be."""
        self.viewport.close_gap()
        self._lines = None
