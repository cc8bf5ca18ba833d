"""Hints: letters over likely spans; typing them selects one. The page stays as it is underneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.screen import ModalScreen

from annotator.domain.span import Stretch
from annotator.tui.screens.common.dismiss_once import DismissOnce
from annotator.tui.terminal.direct_keys import DirectKeys


class Hints(ModalScreen[None], DismissOnce[None], DirectKeys):
    """Waits for the letters of one of `stretches`; tells `narrow` what fits after each, `chosen` the stretch."""

    DEFAULT_CSS = "Hints { background: transparent; }"

    def __init__(
        self,
        stretches: Mapping[str, Stretch],
        narrow: Callable[[Mapping[str, Stretch]], None],
        chosen: Callable[[Stretch | None], None],
    ) -> None:
        super().__init__()
        self.stretches, self._narrow, self._chosen = stretches, narrow, chosen
        self._typed = ""

    def receive_key(self, event: events.Key) -> bool:
        """Take a letter; `backspace` takes it back, anything that fits nothing leaves."""
        typed = self._typed[:-1] if event.key == "backspace" else self._typed + (event.character or "\0")
        fitting = {letters: stretch for letters, stretch in self.stretches.items() if letters.startswith(typed)}
        if not fitting or (event.key == "backspace" and not self._typed):
            self._leave(None)
        elif typed in fitting:
            self._leave(fitting[typed])
        else:
            self._typed = typed
            self._narrow({letters[len(typed) :]: stretch for letters, stretch in fitting.items()})
        return True

    def _leave(self, stretch: Stretch | None) -> None:
        self.dismiss()
        self._chosen(stretch)
