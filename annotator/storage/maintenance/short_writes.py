"""Much work in many writes, each whole and so short that a key of somebody else hardly waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from annotator.storage.store import Store

_Item = TypeVar("_Item")
_AIM, _PAUSE = 0.08, 0.03  # seconds that a write may take, and that others are given after it
_FIRST, _STEPS = 100, 8


class ShortWrites:
    """Writes of `size` things each, which follows how long the last one took."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.size = _FIRST
        self._step, self._share, self._next = max(_FIRST // _STEPS, 1), 1.0, 0.0

    @contextmanager
    def write(self) -> Iterator[None]:
        """One of them; see `Store.write`. It waits until others could write since the last one."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        with self._store.write():
            began = time.monotonic()
            yield
        ended = time.monotonic()
        self._next = ended + _PAUSE
        self.size = _fitting(self.size, ended - began, _AIM)

    def each(self, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> None:
        """Do a piece of work on all items, some in each write, in order. Raises `ProjectBusy`.

        However much work one of them is, a write is hardly longer than that: it ends when its time is over.
        """
        for _ in self.writes(items, work):
            pass

    def writes(self, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> Iterator[int]:
        """The same write by write; gives each time how many items are done."""
        done = 0
        while done < len(items):
            with self.write():
                entered = now = time.monotonic()
                while done < len(items) and (now == entered or now - entered < _AIM * self._share):
                    some = items[done : done + self._step]
                    work(some)
                    done += len(some)
                    before, now = now, time.monotonic()
                    self._step = _fitting(len(some), now - before, _AIM / _STEPS)
            self._share = (now - entered) / max(time.monotonic() - entered, now - entered, 1e-6)
            yield done


def _fitting(number: int, took: float, aim: float) -> int:
    """How many things are done in the time aimed at, if so many took so long (seconds); at most twice as many."""
    return max(1, min(int(number * aim / max(took, 1e-6)), 2 * number))


def in_short_writes(store: Store, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> None:
    """`ShortWrites.each`, where there is no more to do than this."""
    ShortWrites(store).each(items, work)
