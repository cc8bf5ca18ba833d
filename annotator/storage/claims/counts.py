"""How much is claimed in a project."""

from __future__ import annotations

import sqlite3

from annotator.storage.claims.read import any_claims

_CLAIMED = (
    "SELECT DISTINCT json_extract(note, '$.claim') FROM decisions "
    "WHERE by = ? AND action IN ('claimed', 'refused') AND NOT coalesce(json_extract(note, '$.auto'), 0)"
)
KINDS = ("relations", "entities", "mentions", "links", "attributes")


def claim_counts(conn: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """How much of each kind holds in each layer, by layer and kind; nothing where nothing is claimed at all.

    An entity counts from two mentions on, a mention where it is one of those. Articles put away do not count.
    """
    if not any_claims(conn):
        return {}
    found: dict[str, dict[str, int]] = {}
    here = "JOIN articles ON articles.id = article WHERE archived + 0 = 0"
    for layer, kind, number in conn.execute(
        f"SELECT layer, kind || 's', count(*) FROM claims {here} AND state = 'held' GROUP BY 1, 2"
    ):
        found.setdefault(layer, dict.fromkeys(KINDS, 0))[kind] = number
    for layer, entities, mentions in conn.execute(
        "SELECT layer, count(*), sum(many) FROM (SELECT layer, count(*) AS many "
        f"FROM mentions {here} GROUP BY article, layer, entity HAVING many > 1) GROUP BY layer"
    ):
        found.setdefault(layer, dict.fromkeys(KINDS, 0)).update(entities=entities, mentions=mentions)
    return dict(sorted(found.items()))


def claimed_kinds(conn: sqlite3.Connection, by: str) -> set[str]:
    """The kinds of claims (`same`, `link`, `relation`, `attribute`) that someone has decided on by a key."""
    return {row[0] for row in conn.execute(_CLAIMED, (by,))}


def number_named(conn: sqlite3.Connection, kind: str, name: str) -> int:
    """How many relations, or attributes, of a name hold in all layers."""
    column = "relation" if kind == "relation" else "name"
    query = f"SELECT count(*) FROM claims WHERE state = 'held' AND kind = ? AND {column} = ?"
    return int(conn.execute(query, (kind, name)).fetchone()[0])
