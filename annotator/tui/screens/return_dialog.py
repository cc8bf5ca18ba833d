"""Returning an article: to whom, and a word of why."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.tui.screens.asking import Asking
from annotator.tui.visible import visible


class Return(Asking[tuple[str, str]]):
    """Asks for the annotator (up and down choose) and the words; `enter` gives both."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        super().__init__("Return the article to", "why")
        self._names = list(shown)
        options = [Option(Content(visible(name)), id=str(row)) for row, name in enumerate(shown.values())]
        self._options = OptionList(*options, compact=True)
        self._options.highlighted = 0

    def content(self) -> ComposeResult:
        """The annotators as they are shown, a line for the words."""
        yield self._options
        yield self.line
        yield Static("↑ ↓ choose · enter returns it · esc goes back", markup=False, classes="muted")

    def turn(self, way: int) -> None:
        """Choose another annotator."""
        self._options.highlighted = ((self._options.highlighted or 0) + way) % len(self._names)

    def answer(self) -> None:
        """Give both."""
        self.dismiss((self._names[self._options.highlighted or 0], self.line.value))
