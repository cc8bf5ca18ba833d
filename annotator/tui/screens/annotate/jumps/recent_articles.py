"""The articles that one was in lately, the last one first, to go back to by a digit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from rich.cells import set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.plural import counted
from annotator.storage.queries.listing.entries import Entry, entries_of
from annotator.storage.queries.recent import articles_before
from annotator.storage.store import Store
from annotator.tui.lines.library_lines import STATES
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys

_WIDTH, _BESIDE, _STATE = 88, 33, 9  # the width of the dialog, and what is beside a title in it


class RecentArticles(Dialog[str], DirectKeys):
    """Gives the key of the article that is chosen."""

    ANSWERS: ClassVar[AnswerKeys] = (("1-9", "open"), ("↑ ↓", "choose"), ("enter", "open"), BACK)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("Where you were lately")
        self._entries = entries
        self._options = OptionList(compact=True)

    @classmethod
    def made(cls, store: Store, annotator: str, key: str) -> Self | None:
        """The list beside the article of `key`, or None where there is no other."""
        keys = articles_before(store, annotator, key)
        return cls(entries_of(store, annotator, keys)) if keys else None

    def content(self) -> ComposeResult:
        """A line an article."""
        yield self._options

    def on_mount(self) -> None:
        """Begin at the last one."""
        title = min(_WIDTH, self.app.size.width * 9 // 10) - _BESIDE
        self._options.add_options(_line(at, one, title) for at, one in enumerate(self._entries, 1))
        self._options.highlighted = 0

    def receive_key(self, event: events.Key) -> bool:
        """Choose."""
        at = self._options.highlighted or 0
        match event.key:
            case "j" | "down":
                self._options.action_cursor_down()
            case "k" | "up":
                self._options.action_cursor_up()
            case "enter":
                self.dismiss(self._entries[at].key)
            case digit if digit in tuple("123456789"[: len(self._entries)]):
                self.dismiss(self._entries[int(digit) - 1].key)
            case _:
                return False
        return True

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the one that was clicked."""
        self.dismiss(self._entries[message.option_index].key)


def _line(number: int, entry: Entry, width: int) -> Option:
    sign, colour, state = STATES[entry.status]
    title = set_cell_size(fit(visible(entry.title) or "(no title)", width), width)
    parts = (f" {number}  ", "$text-muted"), (f"{title} ", "bold"), (f" {sign} {state:<{_STATE}}", colour)
    return Option(Content.assemble(*parts, (counted(entry.spans, "span"), "$text-muted")))
