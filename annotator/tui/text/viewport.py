"""Which lines of the article are on the screen. Pure, and as costly as the screen is high.

A row of text takes one line and one for each of its lanes. The viewport knows only its top row and
how many lines above the screen's edge that row begins; everything else follows by walking from
there, so the length of the article does not matter. One blank line stands above the first row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.tui.text.rows import Flow, Row

ScreenLine = tuple[Row, int]  # a row, and which of its lines: 0 is the text, 1 the first lane
MARGIN = 1


class Viewport:
    """The part of `flow` that a screen of `height` lines shows; `lines_of` says how many a row takes."""

    def __init__(self, flow: Flow, lines_of: Callable[[Row], int], height: int) -> None:
        self.flow, self.height = flow, max(height, 1)
        self._lines_of = lines_of
        self._top, self._hidden = flow.row_at(0), -MARGIN

    @property
    def top(self) -> Row:
        """The first row of which the text line is on the screen; the top row where there is none such."""
        following = self.flow.after(self._top) if self._hidden > 0 else None
        return following or self._top

    def lines(self) -> list[ScreenLine | None]:
        """What is on each line of the screen; None is blank."""
        lines: list[ScreenLine | None] = [None] * max(-self._hidden, 0)
        row: Row | None = self._top
        first = max(self._hidden, 0)
        while row is not None and len(lines) < self.height:
            lines += ((row, line) for line in range(first, self._lines_of(row)))
            row, first = self.flow.after(row), 0
        lines += [None] * (self.height - len(lines))
        return lines[: self.height]

    def put(self, row: Row, y: int) -> None:
        """Show the text of `row` on line `y`; higher where the article begins below the screen's edge."""
        hidden = -y
        while hidden < 0 and (above := self.flow.before(row)) is not None:
            row = above
            hidden += self._lines_of(row)
        self._top, self._hidden = row, max(hidden, -MARGIN) if self.flow.before(row) is None else hidden
        self._normalise()

    def scroll(self, lines: int) -> None:
        """Move on by `lines` (back where negative) and on to the next whole row, but not beyond the ends."""
        before = self._top, self._hidden
        self.put(self._top, -self._hidden - lines)
        if lines > 0:
            self._go_on_to_whole_row()
            self.close_gap()
            self._top, self._hidden = max((self._top, self._hidden), before, key=_position)
        else:
            self.show_whole_top()

    def close_gap(self) -> None:
        """Where more than the margin is blank below the last row, move back by whole rows as far as there is text."""
        if self._room_below():
            last = self.flow.row_at(len(self.flow.text))
            self.put(last, self.height - self._lines_of(last) - MARGIN)
            self._go_on_to_whole_row()

    def show_whole_top(self) -> None:
        """Where the top row begins above the window's edge, move back so that all of it is seen."""
        self._hidden = min(self._hidden, 0)

    def _go_on_to_whole_row(self) -> None:
        """Where the top row begins above the window's edge, begin with the row below it."""
        if self._hidden > 0 and (below := self.flow.after(self._top)) is not None:
            self._top, self._hidden = below, 0

    def _room_below(self) -> bool:
        """Whether more than the margin is blank below the last row."""
        lines = self.lines()
        return len(lines) > MARGIN and lines[-1 - MARGIN] is None

    def _normalise(self) -> None:
        """Make the top row one of which a line is on the screen."""
        while self._hidden >= (size := self._lines_of(self._top)):
            below = self.flow.after(self._top)
            if below is None:
                self._hidden = size - 1
                return
            self._top, self._hidden = below, self._hidden - size


def marker(lines: Sequence[ScreenLine | None], length: int) -> range:
    """The lines of the window that carry its mark: they lie in the window as the window lies in the article.

    None do where all of the article, which has `length` code points, is seen.
    """
    rows = [line[0] for line in lines if line]
    start, end = (rows[0].start, rows[-1].end) if rows else (0, length)
    hidden = length - (end - start)
    if hidden <= 0:
        return range(0)
    size = max(1, round(len(lines) * (end - start) / length))
    first = round((len(lines) - size) * start / hidden)
    return range(first, first + size)


def _position(at: tuple[Row, int]) -> tuple[int, int]:
    return at[0].start, at[1]
