"""What names were linked to in a layer, over all articles: learned from when the task of links is opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LONGEST = 200
_NAME = "replace({}.quote, char(10), ' ')"
_ASKED = "link.layer = :layer AND link.article != :but AND {} IN (SELECT value FROM json_each(:names))"
_DIRECTLY = (
    "SELECT {name} AS quote, link.article, link.state, link.name, link.value, link.other_quote FROM claims link "
    "WHERE link.kind = 'link' AND {asked}"
).format(name=_NAME.format("link"), asked=_ASKED.format(_NAME.format("link")))
_BY_ENTITY = (
    "SELECT {name}, link.article, link.state, link.name, link.value, link.other_quote FROM mentions named "
    "CROSS JOIN mentions one ON one.article = named.article AND one.layer = named.layer AND one.entity = named.entity "
    "CROSS JOIN claims link ON link.article = one.article AND link.layer = one.layer AND link.kind = 'link' "
    "AND link.state IN ('held', 'refused') AND link.start = one.start AND link.\"end\" = one.\"end\" "
    "AND link.label = one.label WHERE named.layer = :layer AND {asked}"
).format(name=_NAME.format("named"), asked=_ASKED.format(_NAME.format("named")))
"""In this order, so that of all mentions few are left when the links are looked up."""


class LinkedName(NamedTuple):
    """That a name was linked to an entry ("": to none of the base), or that this was refused, in so many articles."""

    name: str
    base: str
    entry: str
    called: str
    taken: int
    refused: int


def linked_names(conn: sqlite3.Connection, layer: str, names: Iterable[str], but: int = -1) -> Iterator[LinkedName]:
    """What entities with these names were linked to by a layer, or were not to be, but in one article (a row id).

    The names of an entity are the quotes of all its mentions, with a space for a line break.
    """
    of_state = "count(DISTINCT article) FILTER (WHERE state = '{}')"
    query = (
        f"WITH links AS ({_DIRECTLY} UNION {_BY_ENTITY}) SELECT quote, name, value, max(other_quote), "
        f"{of_state.format('held')}, {of_state.format('refused')} FROM links GROUP BY quote, name, value"
    )
    rows = conn.execute(query, {"layer": layer, "but": but, "names": json.dumps(list(names))})
    return (LinkedName(*row) for row in rows)


def called_in(conn: sqlite3.Connection, layer: str, base: str) -> dict[str, str]:
    """What a layer calls the entries of a base that it links to, by their ids."""
    query = (
        "SELECT value, max(other_quote) FROM claims WHERE kind = 'link' AND state = 'held' AND layer = ? AND name = ? "
        "AND value != '' GROUP BY value"
    )
    return dict(conn.execute(query, (layer, base)).fetchall())


def linked_bases(conn: sqlite3.Connection) -> dict[str, int]:
    """The bases that are linked to in any layer, each with the number of its entries that are."""
    query = (
        "SELECT name, count(DISTINCT nullif(value, '')) FROM claims WHERE kind = 'link' AND state = 'held' GROUP BY 1"
    )
    return dict(conn.execute(query).fetchall())


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
