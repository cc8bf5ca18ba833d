"""An open project: its connection, its one way to write, its scheme."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form, to_form
from annotator.errors import NewerProject, NotAProject, ProjectBusy, first_line
from annotator.storage import connection as sqlite
from annotator.storage.migrations import VERSION, migrate
from annotator.storage.open_file import OpenFile
from annotator.storage.schema import schema_faults

if TYPE_CHECKING:
    from sqlite_utils import Database

_T = TypeVar("_T")


class Project:
    """An open project. Make one with `open` or `create`; close it, or use it in a `with`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.conn = connection
        self._scheme: tuple[str, Scheme] | None = None
        self.file = OpenFile(path, connection)
        self._found: dict[object, Any] = {}
        self._found_at = (0, 0)

    @classmethod
    def open(cls, path: Path, *, strange: bool = False) -> Self:
        """Open a project, migrating an older one; one with strange triggers only if `strange`, for the doctor.

        Raises `NoProject`, `NotAProject`, `NewerProject`, `ProjectBusy`.
        """
        sqlite.check_file(path)
        connection = sqlite.connect(path)
        with sqlite.sentences(path):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise NewerProject(
                    f"{path} was written by a newer version of annotator; it was left as it is. Upgrade."
                )
            faults = schema_faults(connection)
            if faults.no_tables or (faults.strange and not strange):
                raise NotAProject(f"{path} was left as it is: {faults.dangerous}. `annotator doctor` says more.")
            if version < VERSION:
                _migrate(path, connection, copy=True)
            sqlite.keep_log(connection)
        return cls(path, connection)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open the project at `path`, making an empty one where there is no file. Raises `ProjectError`."""
        if path.exists() and (path.stat().st_size or not path.is_file()):
            return cls.open(path)
        with sqlite.sentences(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ProjectBusy(f"{path.parent} cannot be made: {error.strerror}.") from error
            connection = sqlite.connect(path)
            connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
            _migrate(path, connection, copy=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("SELECT 1 FROM project").fetchone()  # else SQLite is locked at its first checkpoint
        return cls(path, connection)

    def close(self) -> None:
        """Close the connection; nothing is lost without it. What is in the log goes into the file, if it can."""
        with suppress(sqlite3.Error):
            self.conn.execute("PRAGMA busy_timeout = 0")
            self.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
        with suppress(sqlite3.Error):
            self.conn.close()
            self.file.closed()

    def unmake(self) -> None:
        """Close a project that nothing was done to, and take its file away, unless another program has it open."""
        with suppress(sqlite3.Error, OSError):
            self.conn.execute("PRAGMA busy_timeout = 0")
            self.conn.execute("PRAGMA journal_mode = DELETE")  # is refused while another connection is there
            self.conn.execute("BEGIN EXCLUSIVE")
            if self.untouched:
                self.path.unlink()
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it, for all that is not on the path of a key."""
        from sqlite_utils import Database  # noqa: PLC0415 - 160 ms that the first paint does not wait for

        return Database(self.conn, execute_plugins=False, strict=True)

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A write transaction; see `connection.write`. Raises `ProjectGone` where the file is not there any more."""
        return sqlite.write(self.conn, self.path, self.file.check)

    @contextmanager
    def write_at_rest(self) -> Iterator[sqlite3.Connection]:
        """A write transaction for what nobody waits for: it is refused at once (`ProjectBusy`) beside another one."""
        with sqlite.impatient(self.conn), self.write() as conn:
            yield conn

    @cached_property
    def uuid(self) -> str:
        """The name of this project file among others that are merged with it."""
        return str(self.conn.execute("SELECT uuid FROM project").fetchone()[0])

    def renamed(self) -> None:
        """Look up again how the project file is known, which was changed."""
        self.__dict__.pop("uuid", None)

    @property
    def name(self) -> str:
        """What the project is called: the file's name without its ending."""
        return self.path.stem

    @property
    def called(self) -> str:
        """What it is called in what it gives away: as the team that it belongs to, so that all copies say the same."""
        row = self.conn.execute("SELECT name FROM sync").fetchone()
        return str(row[0]) if row else self.name

    def remembered(self, what: Hashable, find: Callable[[], _T]) -> _T:
        """What `find` gives, asked for again only when somebody has written into the project."""
        now = (self.conn.execute("PRAGMA data_version").fetchone()[0], self.conn.total_changes)
        if now != self._found_at:
            self._found, self._found_at = {}, now
        if what not in self._found:
            self._found[what] = find()
        found: _T = self._found[what]
        return found

    @property
    def untouched(self) -> bool:
        """Whether the project is as it was made: no article, and the scheme every project begins with."""
        return self.no_articles and self.scheme() == DEFAULT_SCHEME

    @property
    def no_articles(self) -> bool:
        """Whether there is no article yet."""
        return bool(self.conn.execute("SELECT NOT EXISTS (SELECT 1 FROM articles)").fetchone()[0])

    # -- scheme

    @property
    def unsettled(self) -> str:
        """What is still to follow the scheme in force, as `maintenance.scheme` notes it; "" where everything does."""
        row = self.conn.execute("SELECT unsettled FROM project").fetchone()
        return str(row[0]) if row else ""

    @property
    def renaming(self) -> bool:
        """Whether rows may still have labels under former names."""
        return _renames(self.unsettled)

    def scheme(self) -> Scheme:
        """The scheme in force. Raises `SchemeError` or `NotAProject` for one that no program of ours has written."""
        return self._understood(*self.conn.execute("SELECT scheme FROM project").fetchone())

    def in_force(self) -> tuple[Scheme, bool, str]:
        """What `scheme` and `renaming` give, and its version, in one question: it is asked at every decision."""
        form, unsettled, guide = self.conn.execute("SELECT scheme, unsettled, guide FROM project").fetchone()
        return self._understood(form), _renames(unsettled), guide

    def _understood(self, form: str) -> Scheme:
        if self._scheme is None or self._scheme[0] != form:
            try:
                self._scheme = (form, from_form(json.loads(form)))
            except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
                raise NotAProject(f"The scheme of {self.path} makes no sense: {first_line(error)}.") from error
        return self._scheme[1]


def _renames(unsettled: str) -> bool:
    return bool(unsettled) and not unsettled.startswith('{"before": null')


def copy_before(path: Path) -> Path:
    """Where an older project is kept as it was when it is opened."""
    return path.with_suffix(f"{path.suffix}.before-{VERSION}")


def _copy_before(path: Path, connection: sqlite3.Connection) -> None:
    """Copy an older project beside itself, for the same eyes only."""
    copy = copy_before(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    copy.touch(mode=mode)
    copy.chmod(mode)
    with closing(sqlite3.connect(copy)) as kept:
        connection.backup(kept)


def _migrate(path: Path, connection: sqlite3.Connection, *, copy: bool) -> None:
    """Bring a file up to date in one transaction; an older project is first copied beside itself."""
    from uuid import uuid4  # noqa: PLC0415 - only where there is something to migrate

    from sqlite_utils import Database  # noqa: PLC0415 - likewise

    if copy:
        _copy_before(path, connection)
    with sqlite.write(connection, path):
        migrate(Database(connection, execute_plugins=False, strict=True))
        if connection.execute("SELECT count(*) FROM project").fetchone()[0] == 0:
            connection.execute(
                "INSERT INTO project (id, uuid, scheme) VALUES (1, ?, ?)",
                (str(uuid4()), json.dumps(to_form(DEFAULT_SCHEME))),
            )
