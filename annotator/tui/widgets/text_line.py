"""A line to type in: shown harmless, kept as it came."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.widgets import Input

from annotator.domain.sanitise import visible


class Harmless(Highlighter):
    """Shows signs for what has no glyph or would act on the terminal."""

    def __call__(self, text: str | Text) -> Text:
        """The text as it may be shown, of equal length."""
        return Text(visible(str(text)), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Leave the style as it is."""


class TextLine(Input):
    """What is pasted in several lines is put on one."""

    def __init__(self, *, placeholder: str = "", id: str | None = None, compact: bool = False) -> None:  # noqa: A002 - textual's name
        super().__init__(placeholder=placeholder, id=id, compact=compact, select_on_focus=False, highlighter=Harmless())

    def on_paste(self, event: events.Paste) -> None:
        """Put it where the cursor is; Textual would take its first line."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *sorted(self.selection))
