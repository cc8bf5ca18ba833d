"""Packages that came back, and work that came when the article was somebody else's by then."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.decisions import GOLD, time_of
from annotator.storage.last_words import to
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Late:
    """An article (its key) that somebody has decided in, and that is theirs no more since a time (UTC), or ""."""

    article: str
    name: str
    since: str


def last_collected(store: Store) -> dict[str, str]:
    """When a package of each person was taken in last (UTC, ISO 8601), by name."""
    rows = store.conn.execute("SELECT person, max(id) FROM collected WHERE person != '' GROUP BY person")
    return {person: time_of(made) for person, made in rows}


def came_late(store: Store, after: int) -> list[Late]:
    """Of the decisions stored behind that number, those in articles that are given to others and not to who decided."""
    rows = store.conn.execute(
        "SELECT DISTINCT key, layer, coalesce((SELECT at FROM last_words AS last WHERE last.article = articles.id "
        f"AND word = '{to('')}' || layer), '') FROM decisions JOIN articles ON articles.id = decisions.article "
        "WHERE seq > ? AND layer != ? AND by = layer AND action != 'imported' "
        "AND EXISTS (SELECT 1 FROM assignments WHERE assignments.article = articles.id) "
        "AND NOT EXISTS (SELECT 1 FROM assignments WHERE assignments.article = articles.id AND annotator = layer) "
        "ORDER BY layer, added, key",
        (after, GOLD),
    )
    return [Late(*row) for row in rows]
