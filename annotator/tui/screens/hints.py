"""Hints: letters over likely spans; typing them selects one. The page stays as it is underneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.screen import ModalScreen

Stretch = tuple[int, int]


class Hints(ModalScreen[Stretch | None]):
    """Waits for the letters of one of `places`; `narrow` is told what still fits after each letter."""

    DEFAULT_CSS = "Hints { background: transparent; }"

    def __init__(self, places: Mapping[str, Stretch], narrow: Callable[[Mapping[str, Stretch]], None]) -> None:
        super().__init__()
        self._places, self._narrow = places, narrow
        self._typed = ""

    def on_key(self, event: events.Key) -> None:
        """Take a letter; `backspace` takes it back, anything that fits nothing leaves."""
        event.stop()
        event.prevent_default()
        typed = self._typed[:-1] if event.key == "backspace" else self._typed + (event.character or "\0")
        fitting = {letters: place for letters, place in self._places.items() if letters.startswith(typed)}
        if not fitting or (event.key == "backspace" and not self._typed):
            self.dismiss(None)
        elif typed in fitting:
            self.dismiss(fitting[typed])
        else:
            self._typed = typed
            self._narrow({letters[len(typed) :]: place for letters, place in fitting.items()})
