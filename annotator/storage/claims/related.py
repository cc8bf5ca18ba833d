"""The relations that a layer has in the articles of late, with the entities of their ends, and whose were taken."""

from __future__ import annotations

import sqlite3
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
    """The relations that hold in a layer, by article, the latest first, until there are `most`; not in `but`, a key."""
    articles = conn.execute(
        "SELECT article FROM layers WHERE layer = ? AND article != (SELECT id FROM articles WHERE key = ?) "
        "ORDER BY article DESC LIMIT ?",
        (layer, but, _LOOKED_AT),
    )
    found: list[list[Related]] = []
    for (article,) in articles.fetchall():
        if related := _related(conn, article, layer):
            found.append(related)
            most -= len(related)
        if most <= 0:
            break
    return found


def _related(conn: sqlite3.Connection, article: int, layer: str) -> list[Related]:
    rows = conn.execute(
        """
        SELECT c.relation, c.start, c."end", c.label, c.other_start, c.other_end, c.other_label,
               COALESCE(h.entity, ''), COALESCE(t.entity, '')
        FROM claims c
        LEFT JOIN mentions h ON (h.article, h.layer, h.start, h."end", h.label)
                              = (c.article, c.layer, c.start, c."end", c.label)
        LEFT JOIN mentions t ON (t.article, t.layer, t.start, t."end", t.label)
                              = (c.article, c.layer, c.other_start, c.other_end, c.other_label)
        WHERE c.article = ? AND c.layer = ? AND c.state = 'held' AND c.kind = 'relation'
        """,
        (article, layer),
    )
    return [
        Related(Relation(Span(start, end, label), name, Span(*other)), (head, tail))
        for name, start, end, label, *other, head, tail in rows
    ]


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
