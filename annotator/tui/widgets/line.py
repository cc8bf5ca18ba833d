"""One line of styled text of which only the cells that change are sent to the terminal."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip

from annotator.tui.keys.clicked import key_at
from annotator.tui.keys.table import sign
from annotator.tui.lines.parts import Parts
from annotator.tui.lines.styles import LineStyles
from annotator.tui.style.worn import palette_in
from annotator.tui.terminal.line_diff import difference
from annotator.tui.widgets.canvas import Canvas

KEY_LINES = frozenset(("keys", "answers", "labels"))
"""The ids of lines that show keys: a click there presses the key."""


class Line(Canvas):
    """A line outside the article; where its width is `auto`, as wide as what it shows."""

    DEFAULT_CSS = "Line { height: 1; width: 100%; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id, classes=classes)
        self._parts: Parts = ()
        self._line_styles: LineStyles | None = None

    def show(self, parts: Parts) -> None:
        """Show this line; nothing is painted where it is the same as before."""
        if parts == self._parts:
            return
        wider, self._parts = self.styles.is_auto_width and _length(parts) != _length(self._parts), parts
        before, self.strips = self.strips, ()
        if wider or not before:
            self.refresh(layout=wider)
        elif change := difference(before[0], self._strip()):
            self.send([(0, change)])

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = key_at(self._parts, event.x) if self.id in KEY_LINES else None
        if key:
            types = " " if key == "space" else sign(key)
            self.app.post_message(events.Key(key, types if len(types) == 1 and types.isascii() else None))

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - textual's signature
        """The cells that the line takes."""
        return _length(self._parts)

    def render(self) -> Content:
        """The text of the line, bare."""
        return Content("".join(text for text, _ in self._parts))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line as it is now."""
        if not self.strips:
            self._strip()
        return super().render_lines(crop)

    def on_resize(self) -> None:
        """Fill the new width."""
        self.strips = ()

    def notify_style_update(self) -> None:
        """The theme may have changed: take its colours."""
        super().notify_style_update()
        self._line_styles, self.strips = None, ()

    def _strip(self) -> Strip:
        self._line_styles = self._line_styles or self._new_styles()
        strip = self.filtered(self._line_styles.line(self._parts, self.size.width), self.size.width)
        self.strips = [strip]
        return strip

    def _new_styles(self) -> LineStyles:
        return LineStyles(palette_in(self.app), self.background_colors[1].hex.lower())


def _length(parts: Parts) -> int:
    return sum(cell_len(text) for text, _ in parts)
