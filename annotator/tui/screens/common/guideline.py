"""The guideline: what every label is for, with its key, as a page to scroll that opens at the label one asks about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region

from annotator.domain.scheme import Label
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.guideline_text import GuidelineText

_WAYS = {"down": 1, "j": 1, "up": -1, "k": -1}


class Guideline(Dialog[None], DirectKeys):
    """All labels in their order, those put away last; `name` is the one to begin with, if any."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "scroll"), ("space", "next page"), BACK)

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str], name: str = "") -> None:
        super().__init__("Guideline")
        self._text = GuidelineText(labels, colours)
        self._asked = name
        self._page = VerticalScroll(self._text, can_focus=False)

    def content(self) -> ComposeResult:
        """The page."""
        yield self._page

    def on_mount(self) -> None:
        """Begin with the label that was asked about, once it is known how wide the page is."""
        self.call_after_refresh(self._go_to_label)

    def _go_to_label(self) -> None:
        if self._asked:
            top = self._text.line_of(self._asked)
            self._page.scroll_to_region(Region(0, top, 1, self._page.size.height), animate=False, force=True)

    def receive_key(self, event: events.Key) -> bool:
        """Scroll, or leave by the key that opened it."""
        if event.key in ("d", "q", "enter"):
            self.dismiss()
            return True
        return scroll(self._page, event.key)


def scroll(page: VerticalScroll, key: str) -> bool:
    """Scroll a page that is read; whether the key is one that does."""
    if key in ("pagedown", "space"):
        page.scroll_page_down(animate=False)
    elif key in ("pageup", "b"):
        page.scroll_page_up(animate=False)
    elif key in ("home", "g"):
        page.scroll_home(animate=False)
    elif key in ("end", "G"):
        page.scroll_end(animate=False)
    elif key in _WAYS:
        page.scroll_relative(y=_WAYS[key], animate=False)
    else:
        return False
    return True
