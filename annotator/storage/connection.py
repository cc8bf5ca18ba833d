"""One SQLite connection, opened the way every project is, and its one way to write.

A connection belongs to the thread that opened it. Reading needs no ceremony; writing goes through
`write()`, which takes the write lock at once (a transaction that reads first and writes later fails
beside another writer, whatever the timeout).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import NoProject, NotAProject, ProjectBusy
from annotator.storage.open_file import is_open

APPLICATION_ID = 0x616E6F74  # "anot"
_HEADER = 100
_KEY, _RESTING = 1000, 20  # milliseconds
_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
)


def check_file(path: Path) -> None:
    """Raise `NoProject` or `NotAProject` unless the file's own header says that it is a project; opens nothing.

    Of a project that this process has open that is known: to read it by hand would let go of SQLite's locks.
    """
    if is_open(path):
        return
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except FileNotFoundError:
        raise NoProject(
            f"There is no project at {path}. `annotator add FILE...` makes one; `annotator demo` shows one."
        ) from None
    except IsADirectoryError:
        raise NotAProject(f"{path} is a folder, not a project file.") from None
    except OSError as error:
        raise ProjectBusy(f"The project {path} cannot be read: {error.strerror}.") from error
    if not head.startswith(b"SQLite format 3\0") or int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise NotAProject(f"{path} is not an annotator project. It was left as it is.")


def connect(path: Path) -> sqlite3.Connection:
    """A connection to an existing file with the settings every project has. Raises `ProjectError`."""
    with sentences(path):
        connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection


def spare_memory(connection: sqlite3.Connection) -> None:
    """Keep half a megabyte of pages: a screen reads an article once, and a decision touches few pages."""
    connection.execute("PRAGMA cache_size = -512")


def answer_keys(connection: sqlite3.Connection) -> None:
    """Wait a second at most where another program writes: a key that is refused then can be pressed again."""
    connection.execute(f"PRAGMA busy_timeout = {_KEY}")


@contextmanager
def impatient(connection: sqlite3.Connection) -> Iterator[None]:
    """In this block, hardly wait for another program that writes: what is to be done has time."""
    before = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {_RESTING}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {before}")


def never_wait(connection: sqlite3.Connection) -> None:
    """Do not wait for the disk: for a file that nobody needs afterwards."""
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def write(
    connection: sqlite3.Connection, path: Path, check: Callable[[], None] = lambda: None
) -> Iterator[sqlite3.Connection]:
    """A write transaction: all of it is on disk when the block ends, or none of it. Raises `ProjectBusy`.

    `check` is called before it begins and before it counts, and raises where nothing may be written.
    """
    check()
    with sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            check()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Translate what SQLite says of the file or the disk into a sentence for the user; other errors pass.

    Raises `ProjectBusy` or `NotAProject`.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise ProjectBusy(
                f"The project is locked by another program. Nothing was changed; try again: {path}"
            ) from error
        if "full" in said:
            raise ProjectBusy(f"The disk is full. Nothing was changed; make room and try again: {path}") from error
        if "readonly" in said or "unable to open" in said or "disk I/O" in said:
            raise ProjectBusy(f"The project cannot be written ({said}). Nothing was changed: {path}") from error
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise NotAProject(
            f"{path} is damaged ({error}). It was left as it is; `annotator doctor` says more."
        ) from error
