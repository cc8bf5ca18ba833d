"""Work that waits until the keys rest, in Textual's loop but not in its queues: asking for it is one number noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump

from annotator.tui.terminal.errors_to_app import failing


class Debounce:
    """Does its work once, so many seconds after it was last asked for, unless that is dropped or its owner is gone."""

    def __init__(self, owner: MessagePump, seconds: float, work: Callable[[], None]) -> None:
        self._owner, self._seconds, self._work = owner, seconds, work
        self._due: float | None = None
        self._waits = False

    def ask(self, seconds: float | None = None) -> None:
        """Do the work when there was rest for so long from now on, or for so many other seconds this time.

        What is asked for sooner than before may come as late as was asked for first.
        """
        loop = asyncio.get_running_loop()
        self._due = loop.time() + (self._seconds if seconds is None else seconds)
        if not self._waits:
            self._waits = True
            loop.call_at(self._due, self._look)

    def drop(self) -> None:
        """Do nothing until it is asked for again."""
        self._due = None

    def _look(self) -> None:
        self._waits = False
        if self._due is None or not self._owner.is_running:
            return
        loop = asyncio.get_running_loop()
        if loop.time() < self._due:
            self._waits = True
            loop.call_at(self._due, self._look)
            return
        self._due = None
        with failing(self._owner):
            self._work()
