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

    @contextmanager
    def write(self) -> Iterator[None]:
        """One of them; see `Store.write`."""
        with self._store.write():
            began = time.monotonic()
            yield
        took = time.monotonic() - began
        self.size = max(1, min(int(self.size * _AIM / max(took, 1e-6)), 4 * self.size))

    def let_others(self) -> None:
        """Let others write before the next one."""
        time.sleep(_PAUSE)


def in_short_writes(store: Store, items: Sequence[_Item], work: Callable[[Sequence[_Item]], object]) -> None:
    """Do a piece of work on all items, some at a time, in order. Raises `ProjectBusy`."""
    writes, done = ShortWrites(store), 0
    while done < len(items):
        some = items[done : done + writes.size]
        with writes.write():
            work(some)
        done += len(some)
        if done < len(items):
            writes.let_others()
