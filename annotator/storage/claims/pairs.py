"""What was decided of relations between the same words in other articles: taken or refused, and how often."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

_MANY = 400
"""Quotes that one query asks for."""


class Decided(NamedTuple):
    """How often something was taken, and how often refused: a relation between two quotes once an article."""

    taken: int
    refused: int


def decided_pairs(
    conn: sqlite3.Connection, layer: str, quotes: Collection[str], but: str
) -> dict[tuple[str, str, str], Decided]:
    """What a layer says of `(words of the head, relation, words of the tail)` in all articles `but` one, by its key.

    Only pairs of which both are among the quotes. What followed by itself from another relation is no decision.
    """
    there, asked = set(quotes), sorted(quotes)
    found: dict[tuple[str, str, str], Decided] = {}
    for some in (asked[at : at + _MANY] for at in range(0, len(asked), _MANY)):
        rows = conn.execute(
            f"""
            SELECT quote, relation, other_quote,
                   count(DISTINCT CASE WHEN state = 'held' THEN article END),
                   count(DISTINCT CASE WHEN state = 'refused' THEN article END)
            FROM claims
            WHERE kind = 'relation' AND quote IN ({", ".join("?" * len(some))}) AND layer = ? AND auto = 0
              AND article != (SELECT id FROM articles WHERE key = ?)
            GROUP BY quote, relation, other_quote
            """,
            (*some, layer, but),
        )
        for head, relation, tail, taken, refused in rows:
            if tail in there:
                found[head, relation, tail] = Decided(taken, refused)
    return found
