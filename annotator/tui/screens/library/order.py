"""By what the articles of the library are sorted: chosen in a box, remembered for the next time."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.storage.queries.listing.orders import SORT_KEYS, Order
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys

_NAMES = tuple(SORT_KEYS)


class OrderDialog(Dialog[Order], DirectKeys):
    """Gives an order; the one in force, the other way round."""

    ANSWERS: ClassVar[AnswerKeys] = (("enter", "or a digit sorts, again: the other way"), BACK)

    def __init__(self, order: Order) -> None:
        super().__init__("Sort the articles")
        self._order = order
        self._options = OptionList(*map(self._line, _NAMES), compact=True)

    def content(self) -> ComposeResult:
        """The orders."""
        yield self._options

    def on_mount(self) -> None:
        """Highlight the order in force."""
        self._options.highlighted = _NAMES.index(self._order.name)

    def _line(self, name: str) -> Option:
        here = name == self._order.name
        sign = ("▾" if self._order.falls else "▴") if here else " "
        return Option(
            Content.assemble(
                (f" {_NAMES.index(name) + 1} ", "bold $accent"),
                (f"{sign} {name:<10}", "bold" if here else ""),
                (f" {SORT_KEYS[name].about} ", "$text-muted"),
            )
        )

    def receive_key(self, event: events.Key) -> bool:
        """Choose with a digit or with `enter`."""
        at = self._options.highlighted
        if event.key.isdecimal() and 1 <= int(event.key) <= len(_NAMES):
            self._choose(int(event.key) - 1)
        elif event.key in ("enter", "space") and at is not None:
            self._choose(at)
        else:
            return False
        return True

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Choose with the mouse."""
        self._choose(message.option_index)

    def _choose(self, at: int) -> None:
        name = _NAMES[at]
        self.dismiss(Order(name, back=name == self._order.name and not self._order.back))
