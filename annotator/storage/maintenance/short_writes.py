"""Much work in many writes, each whole and so short that a key of somebody else hardly waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from annotator.storage.store import Store

_Item = TypeVar("_Item")
_AIM, _PAUSE = 0.08, 0.03  # seconds that a write may take, and that others are given after it
_FIRST = 100


class ShortWrites:
    """Writes of `size` things each, which follows how long the last one took."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.size = _FIRST
        self._next = 0.0

    @contextmanager
    def write(self) -> Iterator[None]:
        """One of them; see `Store.write`. It waits until others could write since the last one."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        with self._store.write():
            began = time.monotonic()
            yield
        ended = time.monotonic()
        self._next = ended + _PAUSE
        self.size = max(1, min(int(self.size * _AIM / max(ended - began, 1e-6)), 4 * self.size))

    def each(self, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> None:
        """Do a piece of work on all items, some in each write, in order. Raises `ProjectBusy`."""
        done = 0
        while done < len(items):
            some = items[done : done + self.size]
            with self.write():
                work(some)
            done += len(some)


def in_short_writes(store: Store, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> None:
    """`ShortWrites.each`, where there is no more to do than this."""
    ShortWrites(store).each(items, work)
