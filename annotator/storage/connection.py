"""One SQLite connection, opened the way every project is, and its one way to write.

A connection belongs to the thread that opened it. Reading needs no ceremony; writing goes through
`write()`, which takes the write lock at once (a transaction that reads first and writes later fails
beside another writer, whatever the timeout).
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.sanitise import visible
from annotator.errors import NoProject, NotAProject, ProjectBusy
from annotator.storage.open_file import is_open

APPLICATION_ID = 0x616E6F74  # "anot"
_HEADER = 100
_KEY, _RESTING = 1000, 20  # milliseconds
_PATIENCE = "PRAGMA busy_timeout = 10000"
_PRAGMAS = (
    _PATIENCE,
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA recursive_triggers = ON",  # or a row that another one replaces would still be counted
)


def check_file(path: Path) -> None:
    """Raise `NoProject` or `NotAProject` unless the file's own header says that it is a project; opens nothing.

    Of a project that this process has open that is known: to read it by hand would let go of SQLite's locks.
    """
    if not is_open(path):
        _header(path)


def version_of(path: Path) -> int:
    """How many migrations a project has seen that nobody has open, by the file's own header. Raises as `check_file`."""
    return int.from_bytes(_header(path)[60:64])


def _header(path: Path) -> bytes:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise NotAProject(f"{path} is no ordinary file.")
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
    return head


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file with the settings every project has; it only reads where nothing can be written.

    Raises `ProjectError`.
    """
    with sentences(path):
        connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        try:
            return _settled(connection) if _readable(connection, path) else _reading(path)
        except UnicodeDecodeError as error:  # SQLite tells of a name in its schema that is none
            raise _damaged(path, error) from error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that leaves the file as it is, and whatever lies beside it. Raises `ProjectError`."""
    with sentences(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        return _only_reading(connection) if _readable(connection, path) else _reading(path)


def _readable(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether a file can be read as usual: one with a log beside it needs a folder that can be written."""
    connection.execute(_PATIENCE)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if path.exists() and any(word in str(error) for word in ("unable to open", "readonly")):
            return False
        raise
    return True


def _settled(connection: sqlite3.Connection) -> sqlite3.Connection:
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    """A connection to a file on a medium that cannot be written, which SQLite's own log would have to be.

    Where such a log lies beside the file, it belongs to it: both are read from a copy.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - nearly never needed, and at every start

    log = path.with_name(f"{path.name}-wal")
    if not (log.exists() and log.stat().st_size):
        return _only_reading(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None))
    with TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.db"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, f"{copy}-wal")
        connection = sqlite3.connect(copy, isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")  # all of it is in the file, which stays open without a name
        return _only_reading(connection)


def _only_reading(connection: sqlite3.Connection) -> sqlite3.Connection:
    _settled(connection).execute("PRAGMA query_only = ON")
    return connection


def only_reads(connection: sqlite3.Connection) -> bool:
    """Whether nothing can be written through a connection."""
    return bool(connection.execute("PRAGMA query_only").fetchone()[0])


def keep_log(connection: sqlite3.Connection) -> None:
    """Have what is written go into a log first, as it should from the beginning, so that readers are in nobody's way.

    A copy that SQLite has made does not; where others are at work, this is left for the next time.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal" and not only_reads(connection):
        with suppress(sqlite3.OperationalError), impatient(connection):
            connection.execute("PRAGMA journal_mode = WAL")


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
        said, not_done = str(error), "so this was not done; all before it is kept"
        if "locked" in said or "busy" in said:
            raise ProjectBusy(f"The project is locked by another program, {not_done}. Try again: {path}") from error
        if "full" in said:
            raise ProjectBusy(f"The disk is full, {not_done}. Make room and try again: {path}") from error
        if "decode" in said:
            raise _damaged(path, error) from error
        if "disk I/O" in said:
            raise ProjectBusy(f"The disk cannot be read or written ({said}), {not_done}: {path}") from error
        if "readonly" in said or "unable to open" in said:
            raise ProjectBusy(f"The project cannot be written ({said}), {not_done}: {path}") from error
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> NotAProject:
    said = visible(str(error))
    return NotAProject(
        f"{path} is damaged, or its disk is ({said}). It was left as it is; `annotator doctor` says more."
    )
