"""One frame: the cells that a key changed, written to the terminal in one piece.

Textual composes a frame from all widgets on the screen, some messages after a widget asked for it. Where
a canvas lies open on the screen, nothing but itself is seen there: its cells are written as they are.
What is drawn later, by Textual or in a frame, is the same in either way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget

from annotator.tui.terminal.ansi import written
from annotator.tui.terminal.early_terminal import EarlyTerminal
from annotator.tui.terminal.errors_to_app import FailingApp
from annotator.tui.terminal.line_diff import CellRun


class Painter(Protocol):
    """Whoever paints once all that a key does is done."""

    def paint(self) -> None:
        """Show what has changed."""


class Frame:
    """What is to be written: cells, each with their place on the screen."""

    def __init__(self, screen: Region) -> None:
        self._screen = screen
        self._lines: list[tuple[int, int, list[Segment]]] = []
        self._painters: list[Painter] = []

    def put(self, widget: Widget, changes: Iterable[tuple[int, CellRun]]) -> bool:
        """Take cells of a widget's lines into the frame; False where the widget does not lie open on the screen."""
        region = widget.region
        if widget.screen is not widget.app.screen or not region or not self._screen.contains_region(region):
            return False
        self._lines += ((region.y + y, region.x + change.start, change.segments) for y, change in changes)
        return True

    def paint_at_its_end(self, painter: Painter) -> None:
        """Let someone paint into the frame before it is written."""
        self._painters.append(painter)

    def encoded(self, console: Console) -> str:
        """The frame as a terminal is to get it; empty where nothing changed."""
        while self._painters:
            self._painters.pop().paint()
        return written(self._lines, console._color_system or ColorSystem.TRUECOLOR)


class FrameApp(FailingApp):
    """An app that can paint at once."""

    terminal: Callable[[str], None] | None = None
    """Writes a frame, if there is a terminal that may be written to; the driver says so."""
    halt: Callable[[], bool] | None = None
    """Gives the terminal back and halts the program until a shell goes on with it; False where there is none."""
    early: EarlyTerminal | None = None
    """The terminal that may show a page already."""
    frame: Frame | None = None
    """The frame that is open now."""

    _covered = 0.0

    def notify(self, *words: Any, **how: Any) -> None:
        """Show a notice over the screen; as long as it may be there, Textual paints."""
        self._covered = time.monotonic() + (how.get("timeout") or self.NOTIFICATION_TIMEOUT) + 1
        super().notify(*words, **how)

    @contextmanager
    def in_one_frame(self) -> Iterator[None]:
        """Write what is painted within as one frame at its end; Textual paints it where that cannot be."""
        write = self.terminal
        if write is None or self.frame is not None or time.monotonic() < self._covered:
            yield
            return
        frame = self.frame = Frame(self.screen.region)
        try:
            yield
            encoded = frame.encoded(self.console)
        finally:
            self.frame = None
        if encoded:
            write(encoded)


def frame_of(widget: Widget) -> Frame | None:
    """The frame that is open now, if there is one."""
    app = widget.app
    return app.frame if isinstance(app, FrameApp) else None


def sent(widget: Widget, changes: Iterable[tuple[int, CellRun]]) -> bool:
    """Put changed cells of a widget, by line, into the frame that is open; False if Textual must paint them."""
    frame = frame_of(widget)
    return frame is not None and frame.put(widget, changes)


def undress(widget: Widget, cells: Iterable[Region]) -> None:
    """Have Textual draw these cells of a widget anew, border and padding with them, when it is asked for its lines."""
    widget._styles_cache.set_dirty(*cells)
