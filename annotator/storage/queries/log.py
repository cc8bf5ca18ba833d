"""The log of a project: its decisions, oldest first, or the last of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.storage.store import Store

_COLUMNS = (
    "decisions.id", "at", "articles.key AS article", "layer", "by", "action", "start", '"end"', "label", "was_start",
    "was_end", "was_label", "decisions.source", "score", "note", "elapsed_ms", "bulk", "step",
)  # fmt: skip
_CONDITIONS = {"article": "decisions.article = :article", "by": "(by = :by OR layer = :by)", "since": "at >= :since"}
_NUMBERED = "seq IN (SELECT value FROM json_each(:numbers))"
_NEAR = 20_000
_AMONG_THE_NEWEST = "decisions.id > coalesce((SELECT id FROM decisions ORDER BY id DESC LIMIT 1 OFFSET :near), '')"


def log(store: Store, *, article: str = "", by: str = "", since: str = "", last: int = -1) -> Iterator[dict[str, Any]]:
    """The decisions with their article's key, oldest first, under the present names of labels.

    `by` is who decided, or whose layer it was; `since` is a time in UTC as the decisions have it; of all these the
    `last` so many, if that is not negative.
    """
    current = store.scheme().current
    values: dict[str, Any] = {
        "article": article and store.article_id(article),
        "by": by,
        "since": since,
        "last": last,
        "near": _NEAR,
    }
    asked = [condition for name, condition in _CONDITIONS.items() if values[name]]
    if last >= 0:
        asked, values = [_NUMBERED], {"numbers": json.dumps(_last(store.conn, asked, values))}
    for row in _rows(store.conn, asked, values):
        row["label"] = row["label"] and current(row["label"])
        was = (row.pop("was_start"), row.pop("was_end"), row.pop("was_label"))
        row["was"] = {"start": was[0], "end": was[1], "label": current(was[2])} if was[2] else None
        row["bulk"] = bool(row["bulk"])
        yield row


def _last(conn: sqlite3.Connection, asked: Sequence[str], values: Mapping[str, Any]) -> list[int]:
    """The numbers of the last decisions of those asked for, looked for among the newest of all first.

    Where these are not enough, the table is read from front to back: from the newest on, it would be read backwards,
    which takes a disk four times as long.
    """

    def found(table: str, *conditions: str) -> list[int]:
        where = _where((*asked, *conditions))
        rows = conn.execute(f"SELECT seq FROM {table} {where} ORDER BY decisions.id DESC LIMIT :last", values)
        return [seq for (seq,) in rows]

    if values["article"]:
        return found("decisions")
    near = found("decisions", _AMONG_THE_NEWEST)
    return near if len(near) == values["last"] else found("decisions NOT INDEXED")


def _rows(conn: sqlite3.Connection, asked: Sequence[str], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    cursor = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM decisions JOIN articles ON articles.id = decisions.article "
        f"{_where(asked)} ORDER BY decisions.id",
        values,
    )
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
