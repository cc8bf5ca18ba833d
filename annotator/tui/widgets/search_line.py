"""The line one searches in: `enter` and `down` go on, `up` goes back, `esc` closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from annotator.tui.widgets.text_line import TextLine


class SearchLine(TextLine):
    """Calls `find` with the words while they are typed, `step` with 1 or -1 to go to another hit, `close` to leave."""

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

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find while one types."""
        message.stop()
        self._find(message.value)

    def action_step(self, way: int) -> None:
        """Go to another hit."""
        self._step(way)

    def action_close(self) -> None:
        """Leave."""
        self._close()
