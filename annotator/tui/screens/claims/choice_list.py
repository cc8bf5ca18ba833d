"""A list of a task: type to filter, `enter` to take; what was typed alone is an answer where nothing fits it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.text_prompt import Prompt

_MOST_WORDS = 48
"""The cells that words may take where it is said why, too."""
_ALIGNED = 24
"""The cells that words are filled up to, so that what is said behind them is a column."""
_MOST = 200
"""Rows that are shown; those behind them are found by typing."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is offered: its words, what is known of it, its hot key, and what it stands for (None: a heading)."""

    words: str
    why: str = ""
    key: str = ""
    stands_for: object = None


class ChoiceList(Prompt[tuple[object, str]]):
    """Gives what was chosen, or None with what was typed; `rows` are those that fit what is typed."""

    def __init__(self, title: str, rows: Callable[[str], Sequence[Row]], *, does: str = "take it") -> None:
        super().__init__(title, "type to filter")
        self._find, self._does = rows, does
        self._typed: str | None = None
        self._rows: Sequence[Row] = ()
        self._options = OptionList(compact=True)
        self._said = Static(markup=False, classes="muted")
        self.typed()

    def answers(self) -> AnswerKeys:
        """What the keys do."""
        return ("↑ ↓", "choose"), ("enter", self._does), BACK

    def content(self) -> ComposeResult:
        """A line to type in, and what fits."""
        yield self.line
        yield self._options
        yield self._said

    def typed(self) -> None:
        """Show what fits, the best highlighted."""
        if self.line.value == self._typed:
            return
        self._typed = self.line.value
        found = self._find(self._typed)
        self._rows = found[:_MOST]
        keyed = any(row.key for row in self._rows)
        longest = max((cell_len(visible(row.words)) for row in self._rows if row.why), default=0)
        room = min(longest, _ALIGNED) if keyed else 0
        self._options.clear_options().add_options(
            Option(_told(row, room, keyed=keyed), disabled=row.stands_for is None) for row in self._rows
        )
        self._options.highlighted = self._beside(-1, 1)
        more = len(found) - len(self._rows)
        self._said.display = bool(more) or not found
        nothing = "Nothing fits what was typed." if self._typed.strip() else "Nothing is offered: type to search."
        self._said.update(f"{more:,} more: type to find them." if more else nothing)
        if self.is_mounted:
            self.show_answers()

    def turn(self, way: int) -> None:
        """Highlight another one."""
        at = self._options.highlighted
        if at is not None:
            self._options.highlighted = self._beside(at, way)

    def _beside(self, at: int, way: int) -> int | None:
        """The next row, round the end, that is no heading."""
        for step in range(1, len(self._rows) + 1):
            number = (at + way * step) % len(self._rows)
            if self._rows[number].stands_for is not None:
                return number
        return None

    def answer(self) -> None:
        """Take what is highlighted, else what was typed."""
        at = self._options.highlighted
        self.dismiss((None if at is None else self._rows[at].stands_for, self._typed or ""))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take one with the mouse."""
        self.dismiss((self._rows[message.option_index].stands_for, self._typed or ""))


def _told(row: Row, room: int, *, keyed: bool) -> Content:
    words = fit(visible(row.words), _MOST_WORDS) if row.why else visible(row.words)
    words += " " * (room - cell_len(words))
    key = [(f" {row.key or ' '} ", "bold $background on $accent" if row.key else ""), (" ", "")] if keyed else []
    return Content.assemble(
        *key,
        (words, "bold" if row.stands_for is None or keyed else ""),
        (f"   {visible(row.why)}" if row.why else "", "$text-muted"),
    )
