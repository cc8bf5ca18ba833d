"""A question with several lines to type in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.text_prompt import Prompt
from annotator.tui.widgets.text_line import TextLine

T = TypeVar("T")


class Form(Prompt[T]):
    """A line for each of `hints`, by its name, with what can stand in it; `values` stand there at first."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "choose a line"), ("enter", "keep it"), BACK)

    def __init__(self, title: str, hints: Mapping[str, str], values: Mapping[str, str]) -> None:
        first, *others = hints
        super().__init__(title, hints[first])
        self.fields = {first: self.line} | {name: TextLine(placeholder=hints[name]) for name in others}
        for name, value in values.items():
            self.fields[name].value = value
        self.said = Static(markup=False, classes="muted")

    def content(self) -> ComposeResult:
        """The lines, and why they cannot be so."""
        for name, field in self.fields.items():
            yield Horizontal(Static(name, markup=False), field, classes="field")
        yield self.said

    @property
    def values(self) -> dict[str, str]:
        """What stands in the lines, by their names."""
        return {name: field.value.strip() for name, field in self.fields.items()}

    def receive_key(self, event: events.Key) -> bool:
        """Go to another line with `tab`, too."""
        if event.key in ("tab", "shift+tab"):
            self.turn(1 if event.key == "tab" else -1)
            return True
        return super().receive_key(event)

    def turn(self, way: int) -> None:
        """Go to the next line, or the one before."""
        lines = list(self.fields.values())
        self.set_focus(lines[(lines.index(self.line) + way) % len(lines)])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Type into the line that has the focus."""
        if isinstance(event.widget, TextLine):
            self.line = event.widget
