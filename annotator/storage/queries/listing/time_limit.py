"""A limit of time for questions to a large project that somebody waits for."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import TookTooLong
from annotator.storage.store import Store

PATIENCE = 2.0
"""Seconds that somebody waits for a list."""
_EVERY = 1_000  # steps of SQLite between two looks at the clock


@contextmanager
def in_time(store: Store, seconds: float | None = None) -> Iterator[None]:
    """Raise `TookTooLong` where what is read inside takes longer (than `PATIENCE`, if nothing is said)."""
    until = time.monotonic() + (PATIENCE if seconds is None else seconds)
    store.conn.set_progress_handler(lambda: time.monotonic() > until, _EVERY)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise TookTooLong("That takes too long among so many articles. Ask more narrowly.") from error
    finally:
        store.conn.set_progress_handler(None, 0)
