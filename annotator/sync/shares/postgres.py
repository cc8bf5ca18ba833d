"""A database of PostgreSQL as a share: `postgresql://`; the extra `sync-postgres`.

It is one table of segments, `annotator_segments`, made where it is not there. `postgres_rights.sql` has the database
itself see to it who may write and read what.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from annotator.errors import WrongUsage, first_line
from annotator.extras import install_command
from annotator.sync.share import Share, ShareError

_TABLE = (
    "CREATE TABLE IF NOT EXISTS annotator_segments (place text NOT NULL, name text NOT NULL, body bytea NOT NULL, "
    "by name NOT NULL DEFAULT current_user, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (place, name))"
)
_PATIENCE = 10  # seconds


class Postgres:
    """The table of segments; its connection is made when it is first needed, and again after it broke.

    A row costs little, and nobody has the right to take one away.
    """

    drops = False

    def __init__(self, url: str, psycopg: Any) -> None:
        self._url, self._psycopg = url, psycopg
        self._told = urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2], query="").geturl()
        self._connection: Any = None

    def put_new(self, key: str, body: bytes) -> bool:
        """Insert a row that is not there yet."""
        place, _, name = key.rpartition("/")
        insert = "INSERT INTO annotator_segments (place, name, body) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
        with self._sentences() as connection:
            return bool(connection.execute(insert, (place, name, body)).rowcount)

    def get(self, key: str) -> bytes:
        """Read a row."""
        place, _, name = key.rpartition("/")
        with self._sentences() as connection:
            row = connection.execute(
                "SELECT body FROM annotator_segments WHERE place = %s AND name = %s", (place, name)
            ).fetchone()
        if row is None:
            raise ShareError(f"{self._told} has nothing at {key}.")
        return bytes(row[0])

    def drop(self, key: str) -> None:
        """Nothing is taken away."""

    def strange(self, place: str) -> str:  # noqa: ARG002 - the rights that were given have seen to that
        """Nothing is known of who wrote."""
        return ""

    def keys(self, place: str, after: str = "") -> list[str]:
        """The names of the rows of a place."""
        query = 'SELECT name FROM annotator_segments WHERE place = %s AND name COLLATE "C" > %s'
        with self._sentences() as connection:
            return sorted(name for (name,) in connection.execute(query, (place, after)))

    def places(self, prefix: str, depth: int = 1) -> list[str]:
        """The places that rows are in."""
        query = "SELECT DISTINCT place FROM annotator_segments WHERE starts_with(place, %s)"
        with self._sentences() as connection:
            found = [place for (place,) in connection.execute(query, (f"{prefix}/",))]
        return sorted(place for place in found if place.removeprefix(f"{prefix}/").count("/") == depth - 1)

    @contextmanager
    def _sentences(self) -> Iterator[Any]:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = self._psycopg.connect(self._url, autocommit=True, connect_timeout=_PATIENCE)
                if self._connection.execute("SELECT to_regclass('annotator_segments')").fetchone()[0] is None:
                    self._connection.execute(_TABLE)
            yield self._connection
        except self._psycopg.Error as error:
            raise ShareError(f"{self._told} cannot be used: {first_line(error)}.") from error


def open_at(url: str) -> Share:
    """The table in a database. Raises `WrongUsage` where the library lacks."""
    try:
        import psycopg  # noqa: PLC0415 - of an extra
    except ImportError:
        told = install_command("sync-postgres")
        raise WrongUsage(f"postgresql:// needs the extra `sync-postgres`: {told}") from None
    return Postgres(url, psycopg)
