"""The line in which one asks which articles are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from annotator.tui.widgets.text_line import TextLine


class FilterLine(TextLine):
    """The line, in which `tab` completes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "complete", show=False)]

    @dataclass
    class Completed(Message):
        """`tab` was pressed."""

    def action_complete(self) -> None:
        """Have it completed."""
        self.post_message(self.Completed())
