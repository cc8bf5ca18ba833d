"""The numbered versions of a conflict, below the article; it keeps its height, so that the page stays where it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class VersionList(Static):
    """Shows a head and versions; a click on one tells its number."""

    DEFAULT_CSS = "VersionList { background: $panel; text-wrap: nowrap; text-overflow: clip; }"

    @dataclass
    class Chosen(Message):
        """The version of that number was chosen."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__("", markup=False, id=id)
        self.airy = False
        self._numbers = 0
        self._shown = Content("")

    def fit_to(self, numbers: int, room: int) -> None:
        """Be tall enough for so many versions, but no taller than `room` lines; airy where that is enough."""
        self.airy = numbers + 3 <= room
        self.styles.height = min(numbers + 1 + self.airy * 2, max(room, 2))

    def show(self, content: Content, numbers: int) -> None:
        """Show these lines, of so many versions; nothing is painted where they are the same as before."""
        self._numbers = numbers
        if not self._shown.is_same(content):
            self._shown = content
            self.update(content, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Tell the number of the version clicked."""
        number = event.y - self.airy
        if 1 <= number <= self._numbers:
            self.post_message(self.Chosen(number))
