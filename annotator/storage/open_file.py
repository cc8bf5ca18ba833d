"""The files that a connection has open, as they stand under their names.

SQLite goes on writing into a file that somebody has moved, deleted or replaced, and nobody would find it there.
Only `stat` is asked: to open such a file oneself, and to close it again, lets go of SQLite's own locks.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from weakref import WeakSet

from annotator.errors import ProjectGone

_OPEN: WeakSet[OpenFile] = WeakSet()


def is_open(path: Path) -> bool:
    """Whether this process has a file open as a project, maybe under another name."""
    file, _ = _look(os.path.abspath(path))  # noqa: PTH100 - as below
    return file is not None and any(one.is_file(file) for one in _OPEN)


class OpenFile:
    """A project file, and beside it the log of what was written last (`-wal`), as they were when they were opened."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._name = os.path.abspath(path)  # noqa: PTH100 - the working folder may change; a link is not followed
        self._log_name = f"{self._name}-wal"
        self._file, self._size = _look(self._name)
        self._log, _ = _look(self._log_name)
        _OPEN.add(self)

    def is_file(self, file: tuple[int, int]) -> bool:
        """Whether it is the file of this device and inode."""
        return file == self._file

    def closed(self) -> None:
        """Know that the connection is closed."""
        _OPEN.discard(self)

    def check(self) -> None:
        """Raise `ProjectGone` unless both are still the files that were opened, and whole."""
        file, size = _look(self._name)
        log, _ = _look(self._log_name)
        if self._log is None:
            self._log = log  # it is made with the first write
        if file != self._file or log != self._log or (size < self._size and self._cut(size)):
            raise ProjectGone(
                f"{self.path} is not the file any more that was opened: it was moved, deleted or replaced. "
                "Nothing more is kept."
            )
        self._size = size

    def _cut(self, size: int) -> bool:
        """Whether the file has fewer bytes than its pages need; a project that was vacuumed has fewer pages, too."""
        try:
            ((pages,),) = self._connection.execute("PRAGMA page_count")
            ((page,),) = self._connection.execute("PRAGMA page_size")
        except sqlite3.Error:
            return True
        return size < int(pages) * int(page)

    @property
    def last_write(self) -> tuple[int, int]:
        """What changes with every write: size of the log in bytes, and when it was written, in nanoseconds."""
        try:
            found = os.stat(self._log_name)  # noqa: PTH116 - without a Path
        except OSError:
            return 0, 0
        return found.st_size, found.st_mtime_ns


def _look(name: str) -> tuple[tuple[int, int] | None, int]:
    """Device and inode of a file (None where there is none), and its size in bytes; it is on the way of every key."""
    try:
        found = os.stat(name)  # noqa: PTH116 - without a Path
    except OSError:
        return None, 0
    return (found.st_dev, found.st_ino), found.st_size
