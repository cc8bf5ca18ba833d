"""The log of a project: its decisions, oldest first, or the last of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from annotator.storage.store import Store

_COLUMNS = (
    "decisions.id", "at", "articles.key AS article", "layer", "by", "action", "start", '"end"', "label", "was_start",
    "was_end", "was_label", "decisions.source", "score", "note", "elapsed_ms", "bulk", "step",
)  # fmt: skip
_CONDITIONS = {"article": "decisions.article = :article", "by": "(by = :by OR layer = :by)", "since": "at >= :since"}
_NEAR = 20_000
_AMONG_THE_NEWEST = "decisions.id > coalesce((SELECT id FROM decisions ORDER BY id DESC LIMIT 1 OFFSET :near), '')"


def log(store: Store, *, article: str = "", by: str = "", since: str = "", last: int = -1) -> Iterator[dict[str, Any]]:
    """The decisions with their article's key, oldest first, under the present names of labels.

    `by` is who decided, or whose layer it was; `since` is a time in UTC as the decisions have it; of all these the
    `last` so many, if that is not negative.
    """
    current = store.scheme().current
    values = {"article": article and store.article_id(article), "by": by, "since": since, "last": last, "near": _NEAR}
    asked = [condition for name, condition in _CONDITIONS.items() if values[name]]
    if last >= 0:
        rows = reversed(_last(store.conn, asked, values))
    else:
        rows = _rows(store.conn, "decisions", asked, "ORDER BY decisions.id", values)
    for row in rows:
        row["label"] = row["label"] and current(row["label"])
        was = (row.pop("was_start"), row.pop("was_end"), row.pop("was_label"))
        row["was"] = {"start": was[0], "end": was[1], "label": current(was[2])} if was[2] else None
        row["bulk"] = bool(row["bulk"])
        yield row


def _last(conn: sqlite3.Connection, asked: list[str], values: dict[str, Any]) -> list[dict[str, Any]]:
    """The last decisions of those asked for, the newest first, looked for among the newest of all.

    Where these are not enough, the table is read from front to back: from the newest on, it would be read backwards,
    which takes a disk four times as long.
    """
    newest, found = "ORDER BY decisions.id DESC LIMIT :last", list[dict[str, Any]]()
    if not values["article"]:
        found = list(_rows(conn, "decisions", [*asked, _AMONG_THE_NEWEST], newest, values))
    if len(found) < values["last"]:
        table = "decisions" if values["article"] else "decisions NOT INDEXED"
        found = list(_rows(conn, table, asked, newest, values))
    return found


def _rows(
    conn: sqlite3.Connection, table: str, conditions: list[str], order: str, values: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    where = " AND ".join(conditions) or "1"
    cursor = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM {table} JOIN articles ON articles.id = decisions.article "
        f"WHERE {where} {order}",
        values,
    )
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
