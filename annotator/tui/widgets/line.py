"""One line of styled text that repaints only when it changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from annotator.tui.lines import Parts


class Line(Static):
    """A line outside the article."""

    DEFAULT_CSS = """
    Line { height: 1; width: 100%; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__("", markup=False, id=id, classes=classes)
        self._shown: Parts = ()

    def show(self, parts: Parts) -> None:
        """Show this line; nothing is painted where it is the same as before."""
        if self._shown != parts:
            self._shown = parts
            self.update(Content.assemble(*parts), layout=False)
