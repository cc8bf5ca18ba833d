"""Returning an article: first to whom, then a line of why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.common.text_prompt import TextPrompt
from annotator.tui.terminal.direct_keys import DirectKeys


class Return(Dialog[str], DirectKeys):
    """Asks for the annotator; `shown` is what each is called on the screen."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "choose"), ("enter", "take the name"), BACK)

    def __init__(self, shown: Mapping[str, str]) -> None:
        super().__init__("Return the article to")
        self._names = list(shown)
        options = [Option(Content(visible(name)), id=str(row)) for row, name in enumerate(shown.values())]
        self._options = OptionList(*options, compact=True)
        self._options.highlighted = 0

    def content(self) -> ComposeResult:
        """The annotators as they are shown."""
        yield self._options

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take the name that was clicked."""
        self.dismiss(self._names[message.option_index])

    def receive_key(self, event: events.Key) -> bool:
        """Choose, or take what is chosen."""
        at = self._options.highlighted or 0
        match event.key:
            case "enter":
                self.dismiss(self._names[at])
            case "down" | "j":
                self._options.highlighted = (at + 1) % len(self._names)
            case "up" | "k":
                self._options.highlighted = (at - 1) % len(self._names)
            case _:
                return False
        return True


def ask_return(app: App[None], shown: Mapping[str, str], answered: Callable[[str, str], bool]) -> None:
    """Ask to whom an article goes back (where there are several) and why; tells the name and the words.

    Asks why once more, with the words, where `answered` says that it could not be done.
    """

    def why(name: str | None, text: str = "") -> None:
        def written(words: str | None) -> None:
            if name and words is not None and not answered(name, words):
                why(name, words)

        if name:
            title, empty = f"Why does it go back to {shown[name]}?", "enter without a word returns it as it is"
            app.push_screen(TextPrompt(title, empty, (("enter", "return it"), BACK), text=text), written)

    if len(shown) == 1:
        why(*shown)
    else:
        app.push_screen(Return(shown), why)
