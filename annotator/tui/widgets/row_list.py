"""A list of rows, each of the same number of lines, drawn only where they are seen; one row has the cursor.

The lines of its head stay where they are when the rows scroll below them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.terminal.frame import frame_of, sent, undress
from annotator.tui.terminal.line_diff import difference, shown

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
        self._seen: tuple[int, int, int] | None = None
        self._dressed: list[Strip] = []
        self._part: Region | None = None
        self._undressed: set[int] = set()
        self._width = 0

    def show(self, head: list[Content], rows: int, draw: Draw, cursor: int | None) -> None:
        """Show so many rows under the lines of a head, the cursor's row in view."""
        self._head, self.rows, self._draw = head, rows, draw
        self.virtual_size = Size(0, len(head) + rows * self.tall)
        self._point(cursor)
        self._repaint()

    def point(self, cursor: int | None) -> None:
        """Put the cursor on a row and bring it into view; None for no row."""
        before = self.cursor
        self._point(cursor)
        self._repaint({row for row in (before, self.cursor) if row is not None})

    @property
    def room(self) -> int:
        """The cells that a line has; beside them may be a scrollbar."""
        return self.scrollable_content_region.width

    def _point(self, cursor: int | None) -> None:
        self.cursor = None if cursor is None or not self.rows else max(0, min(cursor, self.rows - 1))
        if self.cursor is not None:
            line, top = self.cursor * self.tall, self.scroll_offset.y
            height = self.size.height - len(self._head)
            if height > 0 and not top <= line <= top + max(height - self.tall, 0):
                self.scroll_to(y=max(0, line - height // 2), animate=False, immediate=True)

    def _repaint(self, rows: set[int] | None = None) -> None:
        """Paint the cells of these rows (else of all) that differ; everything where another part is seen."""
        top, height, self._width = self.scroll_offset.y, self.size.height, self.room
        seen = top, height, self._width
        if seen != self._seen:
            self._seen = seen
            self._painted = [self.render_line(y) for y in range(height)]
            self.refresh()
            return
        first = len(self._head) - top
        lines = (
            range(height)
            if rows is None
            else (
                y
                for row in rows
                for y in range(first + row * self.tall, first + (row + 1) * self.tall)
                if len(self._head) <= y < height
            )
        )
        regions: list[Region] = []
        for y in lines:
            old, new = self._painted[y], self.render_line(y)
            if old is not new and (change := difference(old, new)):
                regions.append(change.region(y))
            self._painted[y] = new
        if regions:
            self._send(regions)

    def _send(self, regions: list[Region]) -> None:
        """Have cells of the content painted: in the frame that is open, else by Textual."""
        gutter, whole = self.gutter.top_left, Region(0, 0, *self.outer_size)
        cells = [region.translate(gutter) for region in regions]
        self._undressed.update(y for region in cells for y in region.line_range)
        undress(self, cells)
        ready = frame_of(self) and self._dressed and self._part == whole
        lines = self.render_lines(whole) if ready else []
        if not ready or not sent(self, ((region.y, shown(lines[region.y], region)) for region in cells)):
            self.refresh(*regions)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have Textual paint the list, or only regions of its content; the lines beside those stay as they are."""
        if regions:
            self._undressed.update(y + self.gutter.top for region in regions for y in region.line_range)
        else:
            self._dressed = []
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines with border and padding, of which Textual only puts those on again that changed."""
        self._width = self.room
        if crop != self._part or not self._dressed:
            self._part, self._dressed = crop, super().render_lines(crop)
        else:
            for y in self._undressed.intersection(crop.line_range):
                (self._dressed[y - crop.y],) = super().render_lines(Region(crop.x, y, crop.width, 1))
        self._undressed.clear()
        return self._dressed

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._strips.clear()
        self._seen, self._dressed = None, []

    def render_line(self, y: int) -> Strip:
        """One line of the head or of a row."""
        width = self._width
        if y < len(self._head):
            return self._strip((-1, y), self._head[y], lit=False)
        row, part = divmod(y - len(self._head) + self.scroll_offset.y, self.tall)
        lines = self._draw(row, width, row == self.cursor) if row < self.rows else []
        if part >= len(lines):
            return Strip.blank(width, self.visual_style.rich_style)
        return self._strip((row, part), lines[part], lit=row == self.cursor and self.lit)

    def _strip(self, at: tuple[int, int], content: Content, *, lit: bool) -> Strip:
        """A line as it is drawn; the one before, where it shows the same content."""
        width, known = self._width, self._strips.get(at)
        if known and known[0] is content and known[1] == lit and known[2].cell_length == width:
            return known[2]
        shown = content.pad_right(max(0, width - content.cell_length))
        segments = (shown.stylize("on $panel") if lit else shown).render_segments(self.visual_style)
        strip = Strip(segments).adjust_cell_length(width, self.visual_style.rich_style)
        if len(self._strips) > _KEPT:
            self._strips.clear()
        self._strips[at] = content, lit, strip
        return strip

    def on_click(self, event: events.Click) -> None:
        """Choose the row of a line."""
        at = event.get_content_offset(self)
        if at is None or at.y < len(self._head):
            return
        row = (at.y + self.scroll_offset.y - len(self._head)) // self.tall
        if row < self.rows:
            self.post_message(self.Chosen(row))
