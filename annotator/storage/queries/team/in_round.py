"""How far people are with what they were given in a round."""

from __future__ import annotations

import json
from dataclasses import dataclass

from annotator.domain.state import CLOSED, COMPLETE
from annotator.storage.store import Store
from annotator.storage.team.rounds import dealt_in


@dataclass(frozen=True, slots=True)
class InRound:
    """What somebody has of a round: its articles (row ids), how many are done, how many of those finished."""

    name: str
    articles: frozenset[int]
    done: int
    finished: int

    @property
    def given(self) -> int:
        """How many articles they were given."""
        return len(self.articles)


def in_round(store: Store, made: str) -> list[InRound]:
    """Everybody who has an article of a round (its id), by name; articles that were put away are left out."""
    found = []
    for name, dealt in sorted(dealt_in(store.conn, made).items()):
        rows = store.conn.execute(
            "SELECT id, coalesce(status, '') FROM articles LEFT JOIN layers ON article = id AND layer = ? "
            "WHERE archived = 0 AND id IN (SELECT value FROM json_each(?))",
            (name, json.dumps(sorted(dealt))),
        ).fetchall()
        statuses = [status for _, status in rows]
        done, finished = (sum(status in some for status in statuses) for some in (CLOSED, COMPLETE))
        found.append(InRound(name, frozenset(article for article, _ in rows), done, finished))
    return found
