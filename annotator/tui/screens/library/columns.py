"""What the library tells of each article beside title and state: switched in a box, remembered for the next time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.storage.queries.listing.columns import COLUMNS
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys

_NAMES = tuple(COLUMNS)


class ColumnsDialog(Dialog[None], DirectKeys):
    """Switches columns; `changed` is called with the names of those that are on, after every switch."""

    ANSWERS: ClassVar[AnswerKeys] = (("space", "on or off"), BACK)

    def __init__(self, names: Sequence[str], changed: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__("Columns of the library")
        self._on, self._changed = set(names), changed
        self._options = OptionList(*map(self._line, _NAMES), compact=True)

    def content(self) -> ComposeResult:
        """The columns, and what becomes of those without room."""
        yield self._options
        yield Static("\nThose without room are counted in the head.", markup=False, classes="muted")

    def on_mount(self) -> None:
        """Begin at the top."""
        self._options.highlighted = 0

    def _line(self, name: str) -> Option:
        on = name in self._on
        return Option(
            Content.assemble(
                (f" {'●' if on else '○'} {name:<11}", "bold" if on else ""), (COLUMNS[name].about, "$text-muted")
            )
        )

    def receive_key(self, event: events.Key) -> bool:
        """Switch the column of the line."""
        at = self._options.highlighted
        if event.key not in ("space", "enter") or at is None:
            return False
        self._switch(at)
        return True

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Switch with the mouse."""
        self._switch(message.option_index)

    def _switch(self, at: int) -> None:
        self._on ^= {_NAMES[at]}
        self._options.clear_options().add_options(map(self._line, _NAMES))
        self._options.highlighted = at
        self._changed(tuple(name for name in _NAMES if name in self._on))
