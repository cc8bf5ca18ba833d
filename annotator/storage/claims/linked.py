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


class LinkedEntry(NamedTuple):
    """An entry that some layer links to: what it is called there, and a name and a label of it, in so many articles."""

    entry: str
    called: str
    name: str
    label: str
    articles: int


def linked_entries(conn: sqlite3.Connection, base: str) -> Iterator[LinkedEntry]:
    """Every entry of a base that is linked to in any layer, by the names that mentions of it have; by its id."""
    links = (
        'SELECT article, layer, start, "end", label, value, other_quote, quote FROM claims '
        "WHERE kind = 'link' AND state = 'held' AND name = ? AND value != ''"
    )
    names = (
        "SELECT value, other_quote, quote, label, article FROM links UNION "
        "SELECT value, other_quote, other.quote, other.label, links.article FROM links "
        "JOIN mentions one ON one.article = links.article AND one.layer = links.layer AND one.start = links.start "
        'AND one."end" = links."end" AND one.label = links.label '
        "JOIN mentions other ON other.article = one.article AND other.layer = one.layer AND other.entity = one.entity"
    )
    query = (
        f"WITH links AS MATERIALIZED ({links}), names (value, called, quote, label, article) AS ({names}) "
        "SELECT value, max(called), quote, label, count(DISTINCT article) FROM names "
        f"WHERE length(quote) <= {_LONGEST} GROUP BY value, quote, label "
        "ORDER BY value, count(DISTINCT article) DESC, quote, label"
    )
    return (LinkedEntry(*row) for row in conn.execute(query, (base,)))
