"""What names were linked to in a layer, over all articles: learned from when the task of links is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_LINKS = (
    'SELECT article, start, "end", label, state, name AS base, value AS entry, other_quote AS called, quote '
    "FROM claims WHERE kind = 'link' AND layer = :layer AND article != :but"
)
_NAMES = (
    "SELECT links.quote, links.* FROM links UNION "
    "SELECT other.quote, links.* FROM links "
    "JOIN mentions one ON one.article = links.article AND one.layer = :layer AND one.start = links.start "
    'AND one."end" = links."end" AND one.label = links.label '
    "JOIN mentions other ON other.article = one.article AND other.layer = :layer AND other.entity = one.entity"
)
_LONGEST = 200


class LinkedName(NamedTuple):
    """That a name was linked to an entry ("": to none of the base), or that this was refused, in so many articles."""

    name: str
    base: str
    entry: str
    called: str
    taken: int
    refused: int


def linked_names(conn: sqlite3.Connection, layer: str, but: int = -1) -> Iterator[LinkedName]:
    """Every name of every entity that a layer has linked, or was not to be, in other articles than `but` (a row id).

    The names of an entity are the quotes of all its mentions.
    """
    of_state = "count(DISTINCT article) FILTER (WHERE state = '{}')"
    query = (
        f"WITH links AS MATERIALIZED ({_LINKS}), names (name, article, start, stop, label, state, base, entry, called, "
        f"quote) AS ({_NAMES}) SELECT name, base, entry, max(called), {of_state.format('held')}, "
        f"{of_state.format('refused')} FROM names WHERE length(name) <= {_LONGEST} GROUP BY name, base, entry"
    )
    rows = conn.execute(query, {"layer": layer, "but": but})
    return (LinkedName(*row) for row in rows)
