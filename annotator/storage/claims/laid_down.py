"""The claims of a layer as they are written beside its spans, and what should stand there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.claims.standing import TABLES, Standing, Table
from annotator.domain.layer import Layer
from annotator.storage.claims.rows import CLAIM_COLUMNS, MENTION_COLUMNS, claim_row, mention_row

Row = tuple[Any, ...]
_CLAIM = (
    'state = ? AND kind = ? AND start = ? AND "end" = ? AND label = ? AND relation = ? AND other_start = ? '
    "AND other_end = ? AND other_label = ? AND name = ? AND value = ?"
)
_KEYS = {"claims": (_CLAIM, 11), "mentions": ('start = ? AND "end" = ? AND label = ?', 3)}
"""How a row is named, and how many of its first columns name it."""
_NOBODY = Standing("", "", "")
_OF_LAYER = "article = ? AND layer = ?"


def lay_down_claims(
    conn: sqlite3.Connection, article: int, layer_name: str, text: str, layer: Layer, *, whole: bool
) -> None:
    """Write, inside a write transaction, the claims and mentions of a layer that have changed, or all if `whole`."""
    where = (article, layer_name)
    if whole:
        for table in ("claims", "mentions"):
            conn.execute(f"DELETE FROM {table} WHERE {_OF_LAYER}", where)
        changed: Iterable[tuple[Table, Any]] = list(_all_of(layer))
    else:
        changed = list(layer.claim_index.changed)
    for table, key in changed:
        name, columns = ("mentions", MENTION_COLUMNS) if table == "members" else ("claims", CLAIM_COLUMNS)
        standing = _table(layer, table).get(key)
        row = _row(table, key, standing or _NOBODY, text)
        if standing:
            marks = ", ".join("?" * (len(row) + 2))
            conn.execute(f"INSERT OR REPLACE INTO {name} (article, layer, {columns}) VALUES ({marks})", where + row)
        else:
            named, number = _KEYS[name]
            conn.execute(f"DELETE FROM {name} WHERE {_OF_LAYER} AND {named}", where + row[:number])


def rows_of(layer: Layer, text: str) -> tuple[set[Row], set[Row]]:
    """The rows of claims and of mentions that a layer should have."""
    claims, mentions = set[Row](), set[Row]()
    for table, key in _all_of(layer):
        rows = mentions if table == "members" else claims
        rows.add(_row(table, key, _table(layer, table)[key], text))
    return claims, mentions


def stored_rows(conn: sqlite3.Connection, article: int, layer_name: str) -> tuple[set[Row], set[Row]]:
    """The rows of claims and of mentions that a layer has."""
    found = (
        set(conn.execute(f"SELECT {columns} FROM {table} WHERE {_OF_LAYER}", (article, layer_name)))
        for columns, table in ((CLAIM_COLUMNS, "claims"), (MENTION_COLUMNS, "mentions"))
    )
    claims, mentions = found
    return claims, mentions


def _all_of(layer: Layer) -> Iterator[tuple[Table, Any]]:
    return ((table, key) for table in TABLES for key in _table(layer, table))


def _table(layer: Layer, table: Table) -> Mapping[Any, Standing]:
    tables: dict[Table, Mapping[Any, Standing]] = {
        "claims": layer.claims, "members": layer.members, "refusals": layer.refusals,
    }  # fmt: skip
    return tables[table]


def _row(table: Table, key: Any, standing: Standing, text: str) -> Row:
    return mention_row(key, standing, text) if table == "members" else claim_row(table, key, standing, text)
