"""The questions that are answered with a line of text.

Keys go into the line at once, also those typed before it is painted, and `enter` answers before the
next key is looked at.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import KEEP, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.text_line import TextLine

T = TypeVar("T")
_SAID = 8
"""So many comments stand above the line in which one more is written."""


class Prompt(Dialog[T], DirectKeys):
    """A box with a `line` to type in; `answer` is called on `enter`, `turn` on `up` and `down`."""

    AUTO_FOCUS = "Input"

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__(title)
        self.line = TextLine(placeholder=placeholder)

    def receive_key(self, event: events.Key) -> bool:
        """Type a character, choose, or answer; what else edits a line is among its own keys."""
        if event.key == "enter":
            self.answer()
        elif event.key in ("up", "down"):
            self.turn(1 if event.key == "down" else -1)
        elif event.is_printable and event.character:
            self.line.replace(event.character, *sorted(self.line.selection))
            self.typed()
        else:
            return False
        return True

    @abstractmethod
    def answer(self) -> None:
        """Dismiss the box with what was asked for."""

    def turn(self, way: int) -> None:
        """Choose what stands one further (1) or one back (-1)."""

    def typed(self) -> None:
        """The line may have another text."""

    def on_input_changed(self) -> None:
        """The line was edited by a key of its own, or pasted into."""
        self.typed()


class TextPrompt(Prompt[str]):
    """Asks for one line of text; `enter` gives it. `keys` says what the keys do, `said` stands above: what was said."""

    def __init__(
        self,
        title: str,
        placeholder: str = "",
        keys: AnswerKeys = KEEP,
        *,
        text: str = "",
        said: Sequence[str] = (),
    ) -> None:
        super().__init__(title, placeholder)
        self._keys, self._said, self.line.value = keys, said, text

    def content(self) -> ComposeResult:
        """What was said before, the latest at the bottom, and the line."""
        if self._said:
            hidden = len(self._said) - _SAID
            more = [f"… {hidden:,} earlier"] if hidden > 0 else []
            yield Static("\n".join([*more, *map(visible, self._said[-_SAID:])]), markup=False, id="said")
        yield self.line

    def answers(self) -> AnswerKeys:
        """What the keys do here."""
        return self._keys

    def answer(self) -> None:
        """Give the text."""
        self.dismiss(self.line.value)
