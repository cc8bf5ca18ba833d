"""What values attributes of the same words were given in other articles, and how often."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from annotator.domain.claims.values import Value

_MANY = 400
"""Quotes that one query asks for."""


class Valued(NamedTuple):
    """Words under a label, and a value that an attribute of them has."""

    label: str
    quote: str
    name: str
    value: Value


def decided_values(
    conn: sqlite3.Connection, layer: str, quotes: Collection[str], but: str
) -> dict[Valued, tuple[int, int]]:
    """In how many articles `but` one, by its key, a layer gave a value to the attribute of words, and refused it."""
    asked, found = sorted(quotes), dict[Valued, tuple[int, int]]()
    for some in (asked[at : at + _MANY] for at in range(0, len(asked), _MANY)):
        rows = conn.execute(
            f"""
            SELECT label, quote, name, value,
                   count(DISTINCT CASE WHEN state = 'held' THEN article END),
                   count(DISTINCT CASE WHEN state = 'refused' THEN article END)
            FROM claims
            WHERE kind = 'attribute' AND quote IN ({", ".join("?" * len(some))}) AND relation = '' AND layer = ?
              AND article != (SELECT id FROM articles WHERE key = ?)
            GROUP BY label, quote, name, value
            """,
            (*some, layer, but),
        )
        for label, quote, name, value, taken, refused in rows:
            found[Valued(label, quote, name, json.loads(value))] = taken, refused
    return found
