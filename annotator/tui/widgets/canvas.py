"""A widget of ready-made lines: Textual neither draws nor styles them again, however often it composes the screen.

For every frame Textual asks each widget on the screen for all of its lines, also where it will send
none of them; borders, padding and the like are looked at anew for each. A canvas has none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.containers import Horizontal
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.terminal.frame import sent
from annotator.tui.terminal.line_diff import CellRun


class Canvas(Widget):
    """Shows `strips`, one a line; whoever assigns them refreshes what differs. Only size and background are styled."""

    strips: Sequence[Strip] = ()
    _ground: Color | None = None

    def filtered(self, segments: list[Segment], width: int) -> Strip:
        """A line as the terminal shall get it: without colours where it is to have none."""
        strip = Strip(segments, width)
        dim = any(segment.style and segment.style.dim for segment in segments)
        for one in self.get_line_filters():
            if dim or not isinstance(one, ANSIToTruecolor):  # colours of ours are true ones
                self._ground = self._ground or self.background_colors[1]
                strip = strip.apply_filter(one, self._ground)
        return strip

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._ground = None

    def send(self, changes: Sequence[tuple[int, CellRun]]) -> None:
        """Have these cells of the widget, by line, painted: in the frame that is open, else by Textual."""
        if not sent(self, changes):
            self.refresh(*(change.region(y) for y, change in changes))

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget; where the size has just changed, cut or filled with blanks."""
        strips, width = list(self.strips[crop.y : crop.bottom]), self.size.width
        if len(strips) < crop.height or any(strip.cell_length != width for strip in strips):
            plain = self.visual_style.rich_style
            strips += [Strip.blank(width, plain)] * (crop.height - len(strips))
            strips = [strip.adjust_cell_length(width, plain) for strip in strips]
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]


class Row(Horizontal):
    """Widgets side by side that cover it wholly, so that it draws nothing itself."""

    BLANK = True
