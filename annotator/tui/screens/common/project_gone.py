"""What stands on the screen when the project is not there any more: nothing else can be done than to leave."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys


class ProjectGone(Dialog[None], DirectKeys):
    """Says what became of the project until one leaves the app, which then ends with exit code 1."""

    ANSWERS: ClassVar[AnswerKeys] = (("enter esc q", "leave"),)
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "leave")]

    def __init__(self, sentence: str) -> None:
        super().__init__("The project is gone")
        self._sentence = sentence

    def content(self) -> ComposeResult:
        """The sentence."""
        yield Static(visible(self._sentence), markup=False)

    def receive_key(self, event: events.Key) -> bool:
        """Leave; every other key does nothing."""
        if event.key in ("enter", "q", "ctrl+q", "ctrl+c"):
            self.action_leave()
        return True

    def action_leave(self) -> None:
        """Leave the app."""
        self.app.exit(return_code=1)
