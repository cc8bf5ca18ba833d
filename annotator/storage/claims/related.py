"""The relations that a layer has in the articles of late, with the entities of their ends."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from annotator.domain.claims.values import Relation
from annotator.domain.span import Span

_LOOKED_AT = 2_000
"""So many articles of a layer, the latest, are asked for relations."""


class Related(NamedTuple):
    """A relation of a layer, and the entities that its head and its tail are mentions of, or ""."""

    relation: Relation
    entities: tuple[str, str]


def related_lately(conn: sqlite3.Connection, layer: str, but: str, most: int) -> list[list[Related]]:
    """The latest relations that hold in a layer, `most` at most, by article: in all articles but one, by its key."""
    rows = conn.execute(
        f"""
        SELECT late.article, c.relation, c.start, c."end", c.label, c.other_start, c.other_end, c.other_label,
               COALESCE(h.entity, ''), COALESCE(t.entity, '')
        FROM (
          SELECT article FROM layers
          WHERE layer = :layer AND article != (SELECT id FROM articles WHERE key = :but)
          ORDER BY article DESC LIMIT {_LOOKED_AT}
        ) AS late
        CROSS JOIN claims c
          ON c.article = late.article AND c.layer = :layer AND c.state = 'held' AND c.kind = 'relation'
        LEFT JOIN mentions h ON (h.article, h.layer, h.start, h."end", h.label)
                              = (c.article, c.layer, c.start, c."end", c.label)
        LEFT JOIN mentions t ON (t.article, t.layer, t.start, t."end", t.label)
                              = (c.article, c.layer, c.other_start, c.other_end, c.other_label)
        ORDER BY late.article DESC LIMIT :most
        """,
        {"layer": layer, "but": but, "most": most},
    )
    found = defaultdict[int, list[Related]](list)
    for article, name, start, end, label, other_start, other_end, other_label, *entities in rows:
        relation = Relation(Span(start, end, label), name, Span(other_start, other_end, other_label))
        found[article].append(Related(relation, (entities[0], entities[1])))
    return list(found.values())
