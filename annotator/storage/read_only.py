"""A project for people who ask it in SQL: a connection of its own, which cannot change the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import WrongUsage
from annotator.storage.connection import sentences

if TYPE_CHECKING:
    from sqlite_utils import Database as Database  # noqa: PLC0414 - whoever has one in hand may say what it is

Values = Sequence[Any] | Mapping[str, Any]
"""What stands for the marks of a query: a sequence for `?`, a mapping for `:name`."""


def database(path: Path) -> Database:
    """The project as sqlite-utils sees it, to be read only. Raises `ProjectError` where it cannot be opened."""
    from sqlite_utils import Database  # noqa: PLC0415 - 160 ms that nobody waits for who does not ask in SQL

    with sentences(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        for pragma in ("query_only = ON", "busy_timeout = 10000", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
    return Database(connection, execute_plugins=False, strict=True)


def rows(of: Database, query: str, values: Values = ()) -> list[dict[str, Any]]:
    """All rows of a query, each by the names of its columns; no transaction stays open.

    Raises `WrongUsage` with what SQLite says where the query makes no sense, or would change something.
    """
    try:
        cursor = of.conn.execute(query, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]
    except sqlite3.Error as error:
        why = "a query may read a project, not change it" if "readonly" in str(error) else str(error).rstrip(".")
        raise WrongUsage(f"SQLite does not carry this out: {why}.") from error
    finally:
        of.conn.rollback()
