"""The way back along a worklist: one's last answers taken back, and brought back."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import NothingToUndo
from annotator.progress import Work
from annotator.services.finding.take_back import taking_back
from annotator.storage.store import Store
from annotator.storage.worklists.places import ListedPlace, mark_places, seen_by

Silent = tuple[str, Sequence[ListedPlace]]
"""An answer that decided nothing, by the id of what would have been its step: the places that it was about."""


class WayBack:
    """The answers that somebody gave on a list of a name. Those that decided nothing are known to this object alone."""

    def __init__(self, store: Store, name: str, who: str) -> None:
        self._store, self._list, self._who = store, name, who
        self._silent: list[Silent] = []
        self._undone: list[Silent] = []

    def did(self, step: str, places: Sequence[ListedPlace]) -> None:
        """Something was answered, as a step; it can be taken back, and what was taken back before is gone for good."""
        self._undone.clear()
        if not self._store.article_of_step(step):
            self._silent.append((step, places))

    @property
    def last(self) -> str:
        """The step of the last answer that decided something, or "" where they have done something else since."""
        found = self._store.last_step(self._who)
        return found[0] if found and seen_by(self._store, self._list, found[0]) else ""

    def turning(self, *, redo: bool = False) -> Work[str]:
        """Take back the last answer (or bring back the last one taken back), in parts; gives what is to be said.

        Raises `NothingToUndo` where the last thing they have done was none, `OverlapError`.
        """
        found = self._store.last_step(self._who, undone=redo)
        step, silent = found[0] if found else "", self._undone if redo else self._silent
        if silent and (not step or (step < silent[-1][0]) != redo):
            return self._silently(redo=redo)
        if redo and self._silent and step < self._silent[-1][0]:
            step = ""  # an answer that decided nothing was given since
        if not step or not seen_by(self._store, self._list, step):
            last = "There is no answer on this list to be brought back." if redo else ""
            raise NothingToUndo(last or "The last thing you did was no answer on this list.")
        return (yield from taking_back(self._store, self._who, step, redo=redo)).told

    def _silently(self, *, redo: bool) -> str:
        """Note of the places of an answer that decided nothing that they are open again, or seen."""
        before, after = (self._undone, self._silent) if redo else (self._silent, self._undone)
        step, places = before.pop()
        with self._store.write():
            mark_places(self._store, self._list, places, "seen" if redo else "open", step if redo else "")
        after.append((step, places))
        return f"{'Brought' if redo else 'Taken'} back: nothing was decided."
