"""Returning an article: to whom, and a word of why."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotator.tui.screens.dialogs import Dialog
from annotator.tui.visible import visible


class Return(Dialog[tuple[str, str]]):
    """Asks for the annotator (up and down choose) and the words; `enter` gives both."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        super().__init__("Return the article to")
        self._shown = shown

    def content(self) -> ComposeResult:
        """The annotators as they are shown, a line for the words."""
        options = [Option(Content(visible(shown)), id=str(row)) for row, shown in enumerate(self._shown.values())]
        yield OptionList(*options, compact=True)
        yield Input(placeholder="why")
        yield Static("↑ ↓ choose · enter returns it · esc goes back", markup=False, classes="muted")

    def on_mount(self) -> None:
        """The first annotator is chosen; the keys go to the words."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Choose the annotator while one types."""
        options = self.query_one(OptionList)
        if event.key == "down":
            options.action_cursor_down()
        elif event.key == "up":
            options.action_cursor_up()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Give both."""
        row = self.query_one(OptionList).highlighted or 0
        self.dismiss((list(self._shown)[row], message.value))
