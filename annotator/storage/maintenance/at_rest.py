"""A project that rests is whole in its one file.

What is written goes into a log beside the file first (`-wal`), and SQLite brings it into the file only now and
then. Whoever copies the file alone would miss what is in the log. So the log is emptied when nobody has written
for a few seconds, by a connection of its own in a thread of its own: neither keys nor other programs wait for it.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from annotator.storage.project import Project

LOOKS = 3
"""Who looks every second finds the project whole four seconds after the last write."""


class AtRest:
    """Looks now and then whether a project rests, and whether it is still there."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._seen: tuple[int, int] | None = None
        self._looks = 0
        self._done: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Look again. Raises `ProjectGone` where the file was moved, deleted, replaced or cut off."""
        self._project.file.check()
        last = self._project.file.last_write
        self._looks = self._looks + 1 if last == self._seen else 0
        self._seen = last
        if self._looks >= LOOKS and last != self._done and not (self._thread and self._thread.is_alive()):
            self._thread = threading.Thread(target=self._empty_log, args=(last,), daemon=True, name="checkpoint")
            self._thread.start()

    def _empty_log(self, last: tuple[int, int]) -> None:
        """Thread: bring into the file what is only in the log; where a reader is in the way, the next look does."""
        if into_file(self._project.path):
            self._done = last


def into_file(path: Path) -> bool:
    """Bring into a project's file what is only in its log, waiting for nobody; whether all of it is there now."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
            busy, log, done = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlite3.Error:
        return False
    return not busy and log == done
