"""The line one searches in: `enter` and `down` go on, `up` goes back, `esc` closes it; so does what is typed then."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.text_line import TextLine


class SearchLine(TextLine):
    """Calls `find` with the words while they are typed, `step` with 1 or -1 to go to another hit, `close` to leave.

    Once one goes from hit to hit, the words stand: a key with a character closes the line and is a key of the screen,
    until they are changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "step(1)", "next"),
        Binding("up", "step(-1)", "previous"),
        Binding("escape", "close", "back"),
    ]

    def __init__(
        self,
        find: Callable[[str], None],
        step: Callable[[int], None],
        close: Callable[[], None],
        *,
        id: str | None = None,  # noqa: A002 - textual's name
    ) -> None:
        super().__init__(id=id, compact=True)
        self._find, self._step, self._close = find, step, close
        self.walking = False
        """Whether one goes from hit to hit."""

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find while one types."""
        message.stop()
        self.walking = False
        self._find(message.value)

    def on_key(self, event: events.Key) -> None:
        """Leave with what is typed behind a step; the screen carries it out."""
        if self.walking and event.is_printable:
            event.prevent_default()
            event.stop()
            self._close()
            if isinstance(self.screen, DirectKeys):
                self.screen.receive_key(event)

    def action_step(self, way: int) -> None:
        """Go to another hit."""
        self.walking = True
        self._step(way)

    def action_close(self) -> None:
        """Leave."""
        self._close()
