"""A page in a window of the screen, painted: only the cells that change are drawn and sent.

Whoever changes the page asks for `_repaint`. Painting waits until all messages at hand are done, or
until `paint`: then the lines that may differ are made anew, compared with those on the screen, and
only what differs is sent. While the keys rest, the rows below the window are drawn, so that a page that
is scrolled is there as fast as a cursor that moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from textual.geometry import Region
from textual.strip import Strip

from annotator.tui.style.worn import depth_in, palette_in
from annotator.tui.terminal.debounce import Debounce
from annotator.tui.terminal.frame import frame_of
from annotator.tui.terminal.line_diff import CellRun, difference
from annotator.tui.text.page import Page
from annotator.tui.text.segments import Look, drawn_line
from annotator.tui.text.styles import Styles
from annotator.tui.text.viewport import ScreenLine, marker
from annotator.tui.widgets.canvas import Canvas

Painted = tuple[Look | None, bool, Strip]  # what a line of the screen shows, if it has the mark, and its picture

REST = 0.015
"""Seconds behind a frame after which rows below the window are drawn, and between a few of them and the next."""
FEW, MOST_AHEAD = 3, 300
"""Rows that are drawn in one go, and lines that are kept."""


class Painting(Canvas):
    """Shows `_page` as it was fitted into the widget; `colours` maps label names to colour names."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._page = Page("", lambda _start, _end: ())
        self.colours: Mapping[str, str] = {}
        self._page_styles: Styles | None = None
        self._lines: Sequence[ScreenLine | None] = ()
        self._painted: list[Painted] = []
        self._fitted = False
        self._waiting = False
        self._ahead: dict[tuple[int, int], Painted] = {}
        self._below: Sequence[ScreenLine | None] = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the window."""
        if not self.strips and self._fitted:
            self._paint()
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """The theme may have changed: take its colours."""
        super().notify_style_update()
        if self._page_styles is not None and self._page_styles.palette != (styles := self._new_styles()).palette:
            self._page_styles = styles
            self._forget_picture()

    def on_idle(self) -> None:
        """Once all messages are done, show what they changed."""
        self.paint()

    def paint(self) -> None:
        """Send the cells that differ from what is on the screen, without waiting for further messages."""
        if self._waiting and self.strips and (changes := self._paint()):
            self.send(changes)
        self._waiting = False

    @cached_property
    def _looker(self) -> Debounce:
        return Debounce(self, REST, self._look_ahead)

    def _look_ahead(self) -> None:
        """Draw a few of the rows that follow those in the window, until half a window of them is drawn."""
        page, drawn = self._page, 0
        row = next((line[0] for line in reversed(self._lines) if line), None)
        for _ in range(len(self._lines) // 2):
            row = page.flow.after(row) if row else None
            if row is None or self._page_styles is None or drawn == FEW:
                break
            for lane in range(page.lines_of(row)):
                old = self._ahead.get((row.start, lane))
                now = self._ahead[row.start, lane] = self._drawn((row, lane), old, self._page_styles, mark=False)
                drawn += lane == 0 and now is not old
        if drawn < FEW:
            self._below = self._lines
        else:
            self._looker.ask()
        if len(self._ahead) > MOST_AHEAD:
            self._ahead.clear()

    def _repaint(self) -> None:
        if self.strips and not self._waiting:
            self._waiting = True
            if frame := frame_of(self):
                frame.paint_at_its_end(self)
            else:
                self.check_idle()

    def _forget_picture(self) -> None:
        self.strips, self._lines, self._painted = (), (), []
        self._ahead.clear()
        self.refresh()

    def _paint(self) -> list[tuple[int, CellRun]]:
        """Make the lines of the window anew that look otherwise now; gives the cells that differ, by line."""
        styles = self._page_styles = self._page_styles or self._new_styles()
        page, before = self._page, self._painted
        lines, changed = page.lines, page.changed()
        if lines is self._lines:
            after = [
                self._drawn(line, old, styles, mark=old[1]) if line and line[0].start in changed else old
                for line, old in zip(lines, before, strict=True)
            ]
        else:
            here = {(line[0].start, line[1]): old for line, old in zip(self._lines, before, strict=True) if line}
            known = {**self._ahead, **here}
            marks = marker(lines, len(page.text))
            after = [
                self._drawn(line, known.get((line[0].start, line[1])) if line else None, styles, mark=y in marks)
                for y, line in enumerate(lines)
            ]
        self._lines, self._painted, self.strips = lines, after, [strip for _, _, strip in after]
        if lines is not self._below:
            self._looker.ask()
        return [
            (y, change)
            for y, ((_, _, old), (_, _, new)) in enumerate(zip(before, after, strict=False))
            if old is not new and (change := difference(old, new))
        ]

    def _drawn(self, line: ScreenLine | None, old: Painted | None, styles: Styles, *, mark: bool) -> Painted:
        page = self._page
        look = page.look(line[0]) if line else None
        if old and old[1] == mark and (old[0] is look or old[0] == look):
            return old
        segments = drawn_line(look, line[1] if line else 0, styles, page.left, page.width, mark=mark)
        return look, mark, self.filtered(segments, page.width)

    def _new_styles(self) -> Styles:
        palette = replace(palette_in(self.app), page=self.background_colors[1].hex.lower())
        return Styles(palette, self.colours, depth_in(self.app))
