"""What the names of styles in the parts of a line look like. Pure.

A style is written as Textual's stylesheets would have it: attributes, a colour, `on` and a second
colour; a colour is `#rrggbb` or a name that the palette knows, such as `$text-muted`.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from annotator.tui.lines.parts import Parts
from annotator.tui.style.palette import Palette


class LineStyles:
    """The styles of one theme on one ground (`#rrggbb`)."""

    def __init__(self, palette: Palette, ground: str) -> None:
        self.plain = Style(color=palette.text, bgcolor=ground)
        self._names = palette.names
        self._known = {"": self.plain}

    def line(self, parts: Parts, width: int) -> list[Segment]:
        """A line of `width` cells; neighbours of one style are one segment."""
        segments: list[Segment] = []
        for text, style in parts:
            ink = self._style(style)
            if segments and segments[-1].style is ink:
                segments[-1] = Segment(segments[-1].text + text, ink)
            else:
                segments.append(Segment(text, ink))
        return Segment.adjust_line_length(segments, width, self.plain)

    def _style(self, style: str) -> Style:
        known = self._known.get(style)
        if known is None:
            words = (self._names.get(word, word) for word in style.split())
            known = self._known[style] = self.plain + Style.parse(" ".join(words))
        return known
