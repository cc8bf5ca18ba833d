"""How long a project is locked: somebody wants to write all the time, and their longest wait is kept."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Self

_PROBE = 0.002  # seconds between two looks at the lock


class Waiting:
    """Somebody who wants to write, again and again; `longest` is how long they had to wait at most, in seconds."""

    def __init__(self, path: Path) -> None:
        self.longest = 0.0
        self._path, self._over = path, threading.Event()
        self._thread = threading.Thread(target=self._want)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _want(self) -> None:
        with closing(sqlite3.connect(self._path, isolation_level=None, timeout=0)) as conn:
            began = time.perf_counter()
            while not self._over.is_set():
                with suppress(sqlite3.OperationalError):
                    conn.execute("BEGIN IMMEDIATE")
                    conn.execute("ROLLBACK")
                    self.longest = max(self.longest, time.perf_counter() - began)
                    time.sleep(_PROBE)
                    began = time.perf_counter()
                time.sleep(_PROBE / 4)
