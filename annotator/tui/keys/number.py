"""The number before a key that says how often it is pressed."""

from __future__ import annotations

from annotator.domain.scheme import HOT_KEYS
from annotator.tui.keys.table import COUNTED

NOT_COUNTED = "A number is for keys that go, select, move an edge or undo."
_DIGITS = 2


class Number:
    """Begun by a key of its own, then digits; the next key takes it. A label key ends it and does nothing."""

    def __init__(self) -> None:
        self._digits: str | None = None
        self.refused = False
        """Whether the last key with a number has none."""
        self.times = 1
        """By how many steps the last key is to move an edge: that is one decision."""

    @property
    def begun(self) -> bool:
        """Whether digits belong to it now."""
        return self._digits is not None

    def begin(self) -> str:
        """Take digits from now on; gives what is to be said."""
        self._digits = ""
        return "How often? Digits, then the key."

    def receive(self, typed: str | None) -> str:
        """Take what was typed, if it is begun; gives what is to be said, or "" if that is no part of it."""
        if self._digits is None or not typed or typed not in HOT_KEYS:
            return ""
        if not typed.isdecimal():
            self._digits = None
            return NOT_COUNTED
        self._digits = f"{self._digits}{typed}"[:_DIGITS]
        return f"{int(self._digits)} times the next key."

    def end(self, verb: str) -> int:
        """How often a verb is to be carried out: as the number says, and never one that has none."""
        number, self._digits = 1 if verb == "let_go" else int(self._digits or 1), None
        self.refused = number > 1 and verb not in COUNTED
        self.times, often = (number, 1) if verb == "edge" else (1, number)
        return 0 if self.refused else often
