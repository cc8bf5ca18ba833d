"""The guideline: what every label is for, with its key, as a page to scroll that opens at the label one asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys

_INDENT = 5
_WAYS = {"down": 1, "j": 1, "up": -1, "k": -1}
Line = tuple[tuple[str, str], ...]


class Guideline(Dialog[None], DirectKeys):
    """All labels in their order, those put away last; `name` is the one to begin with, if any."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "scroll"), ("space", "next page"), BACK)

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str], name: str = "") -> None:
        super().__init__("Guideline")
        self._text = GuidelineText(sorted(labels, key=lambda label: label.archived), colours)
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
        elif event.key in ("pagedown", "space"):
            self._page.scroll_page_down(animate=False)
        elif event.key in ("pageup", "b"):
            self._page.scroll_page_up(animate=False)
        elif event.key in ("home", "g"):
            self._page.scroll_home(animate=False)
        elif event.key in ("end", "G"):
            self._page.scroll_end(animate=False)
        elif event.key in _WAYS:
            self._page.scroll_relative(y=_WAYS[event.key], animate=False)
        else:
            return False
        return True


class GuidelineText(Widget):
    """The entries, as tall as they are in the width there is."""

    DEFAULT_CSS = "GuidelineText { height: auto; }"

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str]) -> None:
        super().__init__()
        self._labels, self._colours = labels, colours

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's signature
        """The lines that the entries take."""
        return sum(len(list(self._entry(label, width))) for label in self._labels)

    def line_of(self, name: str) -> int:
        """The line in which a label's entry begins."""
        top = 0
        for label in self._labels:
            if label.name == name:
                return top
            top += len(list(self._entry(label, self.size.width)))
        return 0

    def render(self) -> Content:
        """The entries."""
        lines = [line for label in self._labels for line in self._entry(label, self.size.width)]
        return Content("\n").join(Content.assemble(*line) for line in lines)

    def _entry(self, label: Label, width: int) -> Iterator[Line]:
        """A label's name, its guideline with the lines as they were written, each wrapped, and an empty line."""
        about = {"article": "  of the article as a whole"}.get(label.kind, "") + "  put away" * label.archived
        colour = self._colours.get(label.name, "$text")
        key = (f" {label.key or '·'} ", f"bold $background on {colour}")
        yield key, ("  ", ""), (visible(label.name), f"bold {colour}"), (about, "$text-muted")
        for line in (label.description or "No guideline was written.").splitlines():
            yield from (((part, "" if label.description else "$text-muted"),) for part in _wrapped(line, width))
        yield ()


def _wrapped(line: str, width: int) -> list[str]:
    """A line of a guideline in so many cells; what it is indented by, or its dash, stands before all of it."""
    shown = visible(line.strip())
    begin = " " * (_INDENT + len(line) - len(line.lstrip()))
    behind = begin + "  " * shown.startswith(("- ", "* ", "• "))
    return wrap(shown, max(width, 2 * _INDENT), initial_indent=begin, subsequent_indent=behind) or [""]
