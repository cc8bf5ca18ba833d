"""The key that does again what was decided last, be it in another article."""

from __future__ import annotations

from annotator.tui.screens.annotate.base import AnnotateBase

REPEATED = frozenset(("accept", "reject", "all_same"))
"""The verbs that are done again; a label is given again by its name. An edge is moved by one key anyhow."""


class RepeatKeys:
    """Remembers what was decided last with one key."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self._label = self._id = ""

    def note_label(self, name: str) -> None:
        """A label was given."""
        self._label, self._id = name, ""

    def note_key(self, name: str, verb: str) -> None:
        """The key of an id was carried out."""
        if verb in REPEATED:
            self._label, self._id = "", name

    def action_again(self) -> None:
        """Do it again."""
        if self._label:
            self._screen.give(self._label)
        elif self._id:
            self._screen.perform(self._id)
        else:
            self._screen.say("Nothing was decided here yet that could be done again.")
