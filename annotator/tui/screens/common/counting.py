"""What takes a while to count, counted while keys go on: in a thread of its own, through a connection of its own.

A project in which little was decided is counted at once.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from textual.screen import Screen

from annotator.storage.connection import connect_to_read
from annotator.storage.store import Store

WAITING = "The figures are being counted."
AT_ONCE = 20_000
"""Up to so many decisions, nobody notices how long it takes."""
_STEPS = 100_000  # of SQLite, between two looks whether it is still wanted: some milliseconds
_T = TypeVar("_T")


class Counting(Generic[_T]):
    """Counts for a screen, as often as it asks; `show` is given what was found, unless that was not wanted any more.

    Up to `at_once` decisions in the project (`AT_ONCE`, if that is not said), it counts without a thread.
    """

    def __init__(
        self,
        screen: Screen[Any],
        store: Store,
        count: Callable[[Store], _T],
        show: Callable[[_T], None],
        *,
        at_once: int | None = None,
    ) -> None:
        self._screen, self._store, self._count, self._show = screen, store, count, show
        self._at_once = AT_ONCE if at_once is None else at_once
        self._run: Event | None = None
        """Is set when what is being counted is not wanted any more."""

    def begin(self) -> bool:
        """Count anew, behind what is to be painted; gives whether what was found is shown already."""
        self.end()
        if self._store.last_decision <= (AT_ONCE if self._at_once is None else self._at_once):
            self._show(self._count(self._store))
            return True
        self._run = Event()
        thread = Thread(target=self._work, args=(self._run,), daemon=True, name="counting")
        self._screen.call_after_refresh(thread.start)
        return False

    def end(self) -> None:
        """Count no further."""
        if self._run:
            self._run.set()
            self._run = None

    def _work(self, over: Event) -> None:
        try:
            with Store(self._store.path, connect_to_read(self._store.path)) as store:
                store.conn.set_progress_handler(over.is_set, _STEPS)
                self._screen.call_later(self._came, over, self._count(store))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the app sees it
            self._screen.call_later(self._failed, over, error)

    def _came(self, over: Event, found: _T) -> None:
        if over is self._run:
            self._run = None
            self._show(found)

    def _failed(self, over: Event, error: Exception) -> None:
        if over is self._run:
            raise error
