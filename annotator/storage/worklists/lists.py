"""The worklists there are, each known by its name. Everything that writes belongs inside a `write()`.

When a list was made last (`at`) and taken away last (`dropped`) say UUIDv7s: the newer of the two holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import new_id, time_of
from annotator.storage.rows import loaded
from annotator.storage.store import Store

_COLUMNS = "name, kind, by, at, about"
_THERE = "at > dropped"


@dataclass(frozen=True, slots=True)
class Worklist:
    """A list: what `kind` of work it is, who made it and when (UTC, ISO 8601), what it is `about`, as plain values."""

    name: str
    kind: str
    by: str
    at: str
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many places of a list are about a layer, and how many of them were seen."""

    places: int
    seen: int


def worklists(store: Store) -> list[Worklist]:
    """All lists, the oldest first."""
    rows = store.conn.execute(f"SELECT {_COLUMNS} FROM worklists WHERE {_THERE} ORDER BY at, name")
    return [_worklist(row) for row in rows]


def worklist(store: Store, name: str) -> Worklist | None:
    """The list of that name, or None."""
    row = store.conn.execute(f"SELECT {_COLUMNS} FROM worklists WHERE name = ? AND {_THERE}", (name,)).fetchone()
    return _worklist(row) if row else None


def _worklist(row: Sequence[Any]) -> Worklist:
    """A list of a row; what makes no sense in it is left to the doctor."""
    name, kind, by, made, about = row
    at, what = "", dict[str, Any]()
    with suppress(ValueError, OverflowError):
        at = time_of(made)
    with suppress(ValueError, RecursionError):
        what = loaded(about)
    return Worklist(name, kind, by, at, what if isinstance(what, dict) else {})


def put_list(store: Store, name: str, kind: str, *, by: str, about: Mapping[str, Any]) -> None:
    """Make a list, or say anew what the one of that name is about."""
    _follow(store, name)
    store.conn.execute(
        "INSERT INTO worklists VALUES (?, ?, ?, ?, '', ?) ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, "
        "by = excluded.by, at = excluded.at, about = excluded.about",
        (name, kind, by, new_id(), json.dumps(dict(about), ensure_ascii=False, sort_keys=True)),
    )


def drop_list(store: Store, name: str) -> None:
    """Take a list away with its places; what was decided stays."""
    _follow(store, name)
    store.conn.execute("UPDATE worklists SET dropped = ? WHERE name = ?", (new_id(), name))
    drop_places(store)


def _follow(store: Store, name: str) -> None:
    """Let what is done to a list now come behind all that was done to it, also where the clock was set back since."""
    row = store.conn.execute("SELECT max(at, dropped) FROM worklists WHERE name = ?", (name,)).fetchone()
    new_id.follow(row[0] if row else "")


def drop_places(store: Store) -> None:
    """Take the places away that were put on a list before it was taken away last."""
    store.conn.execute("DELETE FROM worklist_places WHERE made <= (SELECT dropped FROM worklists WHERE name = list)")


def progress(store: Store, name: str) -> dict[str, Progress]:
    """How far a list is, by layer; without places of articles that were put away.

    Places that are one since labels were merged count once, as seen where all of them were.
    """
    former = dict(store.scheme().aliases)
    rows = store.conn.execute(
        "SELECT layer, count(*), sum(state = 'seen') FROM (SELECT layer, min(state) AS state FROM worklist_places "
        "JOIN articles ON articles.id = article LEFT JOIN json_each(?) AS former ON former.key = label "
        'WHERE list = ? AND archived = 0 GROUP BY article, layer, start, "end", coalesce(former.value, label)) '
        "GROUP BY layer ORDER BY layer",
        (json.dumps(former), name),
    )
    return {layer: Progress(places, seen) for layer, places, seen in rows}
