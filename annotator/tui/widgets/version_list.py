"""The numbered versions of a conflict, below the article; it keeps its height, so that the page stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from annotator.tui.lines.parts import Parts
from annotator.tui.lines.styles import LineStyles
from annotator.tui.style.worn import palette_in
from annotator.tui.terminal.line_diff import difference
from annotator.tui.widgets.canvas import Canvas


class VersionList(Canvas):
    """Shows a head and versions; a click on one tells its number."""

    DEFAULT_CSS = "VersionList { width: 100%; background: $panel; }"

    @dataclass
    class Chosen(Message):
        """The version of that number was chosen."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.airy = False
        self._numbers = self._above = 0
        self._shown: Sequence[Parts] = ()
        self._line_styles: LineStyles | None = None

    def fit_to(self, numbers: int, room: int) -> None:
        """Be tall enough for so many versions, but no taller than `room` lines; airy where that is enough."""
        self.airy = numbers + 3 <= room
        self.styles.height = min(numbers + 1 + self.airy * 2, max(room, 2))

    def show(self, lines: Sequence[Parts], numbers: int, above: int = 0) -> None:
        """Show these lines, of so many versions, behind the head and lines `above` them.

        Only the cells that differ are painted.
        """
        self._numbers, self._above = numbers, above
        if self._shown == lines:
            return
        self._shown = lines
        if not self.strips:
            self.refresh()
            return
        before, self.strips = self.strips, self._drawn()
        both = enumerate(zip(before, self.strips, strict=True))
        if changes := [(y, change) for y, (old, new) in both if (change := difference(old, new))]:
            self.send(changes)

    def render(self) -> Content:
        """The lines, bare."""
        return Content("\n".join("".join(text for text, _ in line) for line in self._shown))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are now."""
        self.strips = self.strips or self._drawn()
        return super().render_lines(crop)

    def on_resize(self) -> None:
        """Fill the new room."""
        self.strips = ()

    def notify_style_update(self) -> None:
        """The theme may have changed: take its colours."""
        super().notify_style_update()
        self._line_styles, self.strips = None, ()

    def _drawn(self) -> list[Strip]:
        """The lines there is room for, each as wide as the widget."""
        width, height = self.size
        ground = self.background_colors[1].hex.lower()
        styles = self._line_styles = self._line_styles or LineStyles(palette_in(self.app), ground)
        lines = [*self._shown, *[()] * height][:height]
        return [self.filtered(styles.line(line, width), width) for line in lines]

    def on_click(self, event: events.Click) -> None:
        """Tell the number of the version clicked."""
        number = event.y - self.airy - self._above
        if 1 <= number <= self._numbers:
            self.post_message(self.Chosen(number))
