"""Rounds of work: a round is the articles that were dealt in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import new_id, time_of


@dataclass(frozen=True, slots=True)
class Round:
    """A round: its name, who began it and when (UTC, ISO 8601), and what was asked of it, as plain values."""

    id: str
    name: str
    by: str
    settings: Mapping[str, Any]

    @property
    def at(self) -> str:
        """When it began."""
        return time_of(self.id)


def rounds(conn: sqlite3.Connection) -> list[Round]:
    """All rounds, the first one first. What makes no sense of one is left out."""
    found = conn.execute("SELECT id, name, by, settings FROM rounds ORDER BY id")
    return [Round(made, name, by, _settings(settings)) for made, name, by, settings in found]


def _settings(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def begin(conn: sqlite3.Connection, name: str, by: str, settings: Mapping[str, Any]) -> str:
    """Begin a round, inside a write transaction; gives its id."""
    made = new_id()
    conn.execute("INSERT INTO rounds VALUES (?, ?, ?, ?)", (made, name, by, json.dumps(dict(settings))))
    return made


def dealt_in(conn: sqlite3.Connection, made: str) -> dict[str, set[int]]:
    """The articles (row ids) that were dealt in a round and are somebody's still, by name."""
    rows = conn.execute(
        "SELECT DISTINCT annotator, article FROM deals JOIN assignments USING (article, annotator) "
        "WHERE round = ? AND said",
        (made,),
    )
    found: dict[str, set[int]] = {}
    for name, article in rows:
        found.setdefault(name, set()).add(article)
    return found


def round_of_articles(conn: sqlite3.Connection) -> dict[str, str]:
    """The name of the round in which each article (its key) was dealt last, of those that are somebody's still."""
    rows = conn.execute(
        "SELECT key, rounds.name, max(deals.id) FROM deals JOIN rounds ON rounds.id = round "
        "JOIN assignments USING (article, annotator) JOIN articles ON articles.id = article WHERE said GROUP BY article"
    )
    return {key: name for key, name, _ in rows}
