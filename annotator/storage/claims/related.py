"""The relations that a layer has in the articles of late, with the entities of their ends, and whose were taken."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.storage.claims.pairs import Decided

_LOOKED_AT = 2_000
"""So many articles of a layer, the latest, are asked for relations."""
_COUNTED = 200
"""So many are asked for what was decided."""


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


def decided_lately(conn: sqlite3.Connection, layer: str, source: str, but: str) -> Decided:
    """How many relations of a source a layer holds, and refused, in its latest articles but one, by its key."""
    taken, refused = conn.execute(
        f"""
        SELECT COALESCE(sum(c.state = 'held'), 0), COALESCE(sum(c.state = 'refused'), 0)
        FROM (
          SELECT article FROM layers
          WHERE layer = :layer AND article != (SELECT id FROM articles WHERE key = :but)
          ORDER BY article DESC LIMIT {_COUNTED}
        ) AS late
        CROSS JOIN claims c
          ON c.article = late.article AND c.layer = :layer AND c.kind = 'relation' AND c.source = :source
        """,
        {"layer": layer, "but": but, "source": source},
    ).fetchone()
    return Decided(taken, refused)
