"""Kept counts as they are read: sums over what a question does not tell apart."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

NOT_AWAY = "away = 0"
"""SQL: what belongs to articles that were not put away."""


def kept(conn: sqlite3.Connection, table: str, *columns: str, where: str = NOT_AWAY) -> list[tuple[Any, ...]]:
    """How much there is of each of these columns (SQL) of a table of kept counts, in order; the number comes last."""
    among = ", ".join(str(place) for place in range(1, len(columns) + 1))
    return conn.execute(
        f"SELECT {', '.join(columns)}, sum(number) FROM {table} WHERE {where} GROUP BY {among} HAVING sum(number) "
        f"ORDER BY {among}"
    ).fetchall()


def answers(conn: sqlite3.Connection, *, where: str = NOT_AWAY) -> list[tuple[str, str, bool, int]]:
    """How many articles as a whole bear (True) or do not bear a label in a layer: `(layer, label, said, number)`."""
    rows = kept(conn, "answer_counts", "layer", "cats", where=f"{where} AND cats != '{{}}'")
    return [
        (layer, label, bool(said), number) for layer, cats, number in rows for label, said in json.loads(cats).items()
    ]


def label_shares(conn: sqlite3.Connection) -> dict[str, float]:
    """Which share of all held spans has each label: above 0, and below 1 for all together."""
    spans = dict(kept(conn, "span_counts", "label", where="state = 'held'"))
    return {label: number / (sum(spans.values()) + 1) for label, number in spans.items()}
