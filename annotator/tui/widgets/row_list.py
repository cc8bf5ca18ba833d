"""A list of rows, each of the same number of lines, drawn only where they are seen; one row has the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.paint import difference

Draw = Callable[[int, int, bool], list[Content]]
"""Gives the lines of a row: its number, the cells there are, whether the cursor is on it.

Where it gives the very same content as before, nothing is drawn anew.
"""
_KEPT = 500  # lines that are remembered


class RowList(ScrollView, can_focus=False):
    """Shows rows under a head of one line; posts `Chosen` where one is clicked."""

    DEFAULT_CSS = "RowList { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }"

    @dataclass
    class Chosen(Message):
        """A row was chosen, by its number from 0."""

        row: int

    def __init__(self, *, id: str | None = None, tall: int = 1) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.cursor: int | None = None
        self.tall, self.rows, self.lit = tall, 0, True
        self._head: list[Content] = []
        self._draw: Draw = lambda _row, _width, _here: []
        self._strips: dict[tuple[int, int], tuple[Content, bool, Strip]] = {}
        self._painted: list[Strip] = []
        self._seen: tuple[int, Size] | None = None

    def show(self, head: list[Content], rows: int, draw: Draw, cursor: int | None) -> None:
        """Show so many rows under the lines of a head, the cursor's row in view."""
        self._head, self.rows, self._draw = head, rows, draw
        self.virtual_size = Size(0, len(head) + rows * self.tall)
        self.point(cursor)

    def point(self, cursor: int | None) -> None:
        """Put the cursor on a row and bring it into view; None for no row."""
        self.cursor = None if cursor is None or not self.rows else max(0, min(cursor, self.rows - 1))
        if self.cursor is not None:
            line = len(self._head) + self.cursor * self.tall
            top, height = self.scroll_offset.y, self.size.height
            if height and not top <= line <= top + height - self.tall:
                self.scroll_to(y=max(0, line - height // 2), animate=False, immediate=True)
        self._repaint()

    def _repaint(self) -> None:
        """Paint the cells that differ from what is shown; everything where another part is seen."""
        window, before = (self.scroll_offset.y, self.size), self._painted
        self._painted = [self.render_line(y) for y in range(self.size.height)]
        if window != self._seen:
            self._seen = window
            self.refresh()
            return
        regions = [
            Region(cells[0], y, cells[1] - cells[0], 1)
            for y, (old, new) in enumerate(zip(before, self._painted, strict=True))
            if old is not new and (cells := difference(old, new))
        ]
        if regions:
            self.refresh(*regions)

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._strips.clear()
        self._seen = None

    def render_line(self, y: int) -> Strip:
        """One line of the head or of a row."""
        line, width = y + self.scroll_offset.y, self.size.width
        if line < len(self._head):
            return self._strip((-1, line), self._head[line], lit=False)
        row, part = divmod(line - len(self._head), self.tall)
        lines = self._draw(row, width, row == self.cursor) if row < self.rows else []
        if part >= len(lines):
            return Strip.blank(width, self.visual_style.rich_style)
        return self._strip((row, part), lines[part], lit=row == self.cursor and self.lit)

    def _strip(self, place: tuple[int, int], content: Content, *, lit: bool) -> Strip:
        """A line as it is drawn; the one before at its place, where it shows the same content."""
        width, known = self.size.width, self._strips.get(place)
        if known and known[0] is content and known[1] == lit and known[2].cell_length == width:
            return known[2]
        shown = content.pad_right(max(0, width - content.cell_length))
        segments = (shown.stylize("on $panel") if lit else shown).render_segments(self.visual_style)
        strip = Strip(segments).adjust_cell_length(width, self.visual_style.rich_style)
        if len(self._strips) > _KEPT:
            self._strips.clear()
        self._strips[place] = content, lit, strip
        return strip

    def on_click(self, event: events.Click) -> None:
        """Choose the row of a line."""
        at = event.get_content_offset(self)
        row = (at.y + self.scroll_offset.y - len(self._head)) // self.tall if at else -1
        if 0 <= row < self.rows:
            self.post_message(self.Chosen(row))
