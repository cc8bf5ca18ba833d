"""The line one searches in: `enter` and `down` go on, `up` goes back, `esc` closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SearchLine(Input):
    """Posts `Step` to go to another hit and `Closed` to leave; the words are in `value`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "step(1)", "next"),
        Binding("up", "step(-1)", "previous"),
        Binding("escape", "close", "back"),
    ]

    @dataclass
    class Step(Message):
        """Go to the next (1) or previous (-1) hit."""

        way: int

    class Closed(Message):
        """The search is over."""

    def action_step(self, way: int) -> None:
        """Ask for another hit."""
        self.post_message(self.Step(way))

    def action_close(self) -> None:
        """Leave."""
        self.post_message(self.Closed())
