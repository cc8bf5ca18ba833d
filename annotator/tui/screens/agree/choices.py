"""What the screens of agreement are narrowed down to, chosen in a box: a moment or period; a kind, a label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.services.reporting.views import View, views
from annotator.storage.store import Store
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys

T = TypeVar("T")
_STEPS = {"j": "down", "k": "up"}


class Choices(Dialog[T], DirectKeys, Generic[T]):
    """Gives one of some choices, each with its words; the one that holds is marked."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "choose"), ("enter", "show it"), BACK)

    def __init__(self, title: str, choices: Sequence[tuple[T, str]], here: T) -> None:
        super().__init__(title)
        self._choices, self._here = choices, here
        self.options = OptionList(compact=True)

    def content(self) -> ComposeResult:
        """The choices."""
        yield self.options

    def on_mount(self) -> None:
        """Stand on the one that holds."""
        self.show(self._choices)

    def show(self, choices: Sequence[tuple[T, str]]) -> None:
        """Show these choices."""
        self._choices = choices
        self.options.clear_options().add_options(map(self._line, choices))
        values = [value for value, _ in choices]
        self.options.highlighted = values.index(self._here) if self._here in values else 0 if values else None

    def _line(self, choice: tuple[T, str]) -> Option:
        value, words = choice
        here = value == self._here
        return Option(Content.styled(f" {'●' if here else ' '} {visible(words)} ", "bold" if here else ""))

    def receive_key(self, event: events.Key) -> bool:
        """Choose, or go up and down."""
        if event.key in _STEPS:
            getattr(self.options, f"action_cursor_{_STEPS[event.key]}")()
        elif event.key in ("enter", "space") and self.options.highlighted is not None:
            self.dismiss(self._choices[self.options.highlighted][0])
        else:
            return False
        return True

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Choose with the mouse."""
        self.dismiss(self._choices[message.option_index][0])


class ViewChoices(Choices[View]):
    """Gives a moment or a period; which there are is counted first."""

    def __init__(self, store: Store, here: View) -> None:
        super().__init__("Agreement of when?", [], here)
        self._waiting = Static(WAITING, markup=False)
        self._counting = Counting(self, store, views, self._counted)

    def content(self) -> ComposeResult:
        """What there is, once it is counted."""
        yield self._waiting
        yield from super().content()

    def on_mount(self) -> None:
        """Count."""
        self._counting.begin()

    def on_unmount(self) -> None:
        """Count no further: nobody sees it."""
        self._counting.end()

    def _counted(self, found: list[View]) -> None:
        self._waiting.display = False
        self.show([(view, view.title) for view in found])
