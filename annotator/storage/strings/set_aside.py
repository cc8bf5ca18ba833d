"""Strings that were set aside, or brought back: the last word on each holds. What writes belongs inside a `write()`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import new_id, time_of
from annotator.storage.store import Store

COLUMNS = "layer, string, aside, treated, why, by, at"
_NEWER = "INSERT INTO strings_aside VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET " + (
    ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[2:]) + " WHERE excluded.at > at"
)


@dataclass(frozen=True, slots=True)
class SetAside:
    """That a string is right as it is `treated`: under these labels, "" for none.

    And by whom this was said, when (UTC, ISO 8601), why.
    """

    string: str
    treated: frozenset[str]
    by: str
    at: str
    why: str


def strings_aside(store: Store, layer: str) -> dict[str, SetAside]:
    """The strings set aside in a layer ("" for all annotators' together), under the present names of labels."""
    current = store.scheme().current
    rows = store.conn.execute("SELECT * FROM strings_aside WHERE layer = ? AND aside ORDER BY string", (layer,))
    return {
        string: SetAside(string, frozenset(current(name) for name in labels_of(treated)), by, _time(at), why)
        for _, string, _, treated, why, by, at in rows
    }


def set_aside(store: Store, layer: str, string: str, treated: Collection[str], *, by: str, why: str = "") -> None:
    """Set a string aside, as it is treated."""
    _say(store, layer, string, 1, json.dumps(sorted(treated), ensure_ascii=False), why, by)


def bring_back(store: Store, layer: str, string: str, *, by: str) -> None:
    """Bring a string back among those that are treated differently."""
    _say(store, layer, string, 0, "[]", "", by)


def _say(store: Store, layer: str, string: str, *said: Any) -> None:
    """Say the last word, also where the clock was set back since the one before."""
    row = store.conn.execute("SELECT at FROM strings_aside WHERE layer = ? AND string = ?", (layer, string)).fetchone()
    new_id.follow(row[0] if row else "")
    put_words(store.conn, [(layer, string, *said, new_id())])


def put_words(conn: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Take words, as rows of `COLUMNS`; of two on one string of a layer the newer holds."""
    conn.executemany(_NEWER, rows)


def rename_layer(conn: sqlite3.Connection, old: str, new: str) -> None:
    """Have what was said about a layer be about another one."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM strings_aside WHERE layer = ?", (old,)).fetchall()
    put_words(conn, [(new, *row[1:]) for row in rows])
    conn.execute("DELETE FROM strings_aside WHERE layer = ?", (old,))


def labels_of(treated: str) -> list[str]:
    """The labels of a row; none where it makes no sense."""
    with suppress(ValueError, RecursionError):
        found = json.loads(treated)
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return []


def _time(word: str) -> str:
    with suppress(ValueError, OverflowError):
        return time_of(word)
    return ""
