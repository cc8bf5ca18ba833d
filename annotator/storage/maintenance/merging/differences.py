"""What of some articles of another project is news here, found before anything is locked.

Others wait for no more than that. Row ids of articles never change, so what is found here still holds when it is
written; a decision or an article that somebody else has taken in meanwhile is seen when it is written.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.storage.rows import ARTICLE_COLUMNS

_ABOUT = ["added", "archived", *ARTICLE_COLUMNS.split(", ")]
_OURS, _THEIRS = (", ".join(f"{side}.{name}" for name in _ABOUT) for side in ("ours", "theirs"))
_OF_ONE = "FROM temp.some CROSS JOIN main.{0} AS one ON one.article = some.theirs"
_ITS_SOURCE = "LEFT JOIN temp.same_source ON same_source.theirs = one.source"

_QUERIES = {
    "articles": "SELECT some.theirs FROM temp.some CROSS JOIN main.articles AS theirs ON theirs.id = some.theirs "
    f"LEFT JOIN ours.articles AS ours ON ours.id = some.ours WHERE ours.id IS NULL OR ({_OURS}) IS NOT ({_THEIRS})",
    "tokens": f"SELECT one.article {_OF_ONE.format('tokens')} LEFT JOIN ours.tokens AS same "
    "ON same.article = some.ours WHERE same.article IS NULL OR (one.name, one.edges) < (same.name, same.edges)",
    "suggested": f"SELECT DISTINCT one.article {_OF_ONE.format('suggested')} {_ITS_SOURCE} LEFT JOIN ours.suggested "
    "AS same ON same.article = some.ours AND same.source = same_source.ours WHERE same.article IS NULL",
    "suggestions": f"SELECT DISTINCT one.article {_OF_ONE.format('suggestions')} {_ITS_SOURCE} "
    "LEFT JOIN ours.suggestions AS same ON same.article = some.ours AND same.source = same_source.ours "
    'AND same.start = one.start AND same."end" = one."end" AND same.label = present(one.label) '
    "WHERE same.article IS NULL OR coalesce(one.score, -1) > coalesce(same.score, -1)",
    "decisions": f"SELECT DISTINCT one.article {_OF_ONE.format('decisions')} "
    "WHERE NOT EXISTS (SELECT 1 FROM ours.decisions AS same WHERE same.id = one.id)",
    "words": f"SELECT one.article {_OF_ONE.format('last_words')} LEFT JOIN ours.last_words AS same "
    "ON same.article = some.ours AND same.word = one.word WHERE same.article IS NULL OR one.at > same.at "
    f"UNION SELECT one.article {_OF_ONE.format('assignments')} LEFT JOIN ours.assignments AS same "
    "ON same.article = some.ours AND same.annotator = one.annotator WHERE same.article IS NULL "
    f"UNION SELECT one.article {_OF_ONE.format('shared')} LEFT JOIN ours.shared AS same "
    "ON same.article = some.ours WHERE same.article IS NULL OR one.enough > same.enough",
}


@dataclass(frozen=True, slots=True)
class Differences:
    """Of which articles (row ids of theirs) something is to be taken, of each kind; `ids` are ours of those known."""

    ids: dict[int, int]
    articles: frozenset[int]
    tokens: frozenset[int]
    suggested: frozenset[int]
    suggestions: frozenset[int]
    decisions: frozenset[int]
    words: frozenset[int]

    @property
    def all(self) -> list[int]:
        """The articles of which anything is to be taken, ascending."""
        kinds = (self.articles, self.tokens, self.suggested, self.suggestions, self.decisions, self.words)
        return sorted(frozenset().union(*kinds))


class Comparison:
    """Both projects seen by one connection: theirs as `main`, ours as `ours`; `temp.some` are the articles at hand."""

    def __init__(self, conn: sqlite3.Connection, present: Callable[[str], str]) -> None:
        self._conn = conn
        conn.create_function("present", 1, present, deterministic=True)
        conn.execute("CREATE TEMP TABLE some (theirs INTEGER PRIMARY KEY, ours INTEGER)")
        conn.execute(
            "CREATE TEMP TABLE same_source AS SELECT theirs.id AS theirs, ours.id AS ours "
            "FROM main.sources AS theirs JOIN ours.sources AS ours USING (name)"
        )
        conn.execute("CREATE INDEX temp.of_theirs ON same_source (theirs, ours)")
        self.differences()  # where a table lacks, that is said now

    def look_at(self, articles: Sequence[int]) -> None:
        """Have these articles, row ids of theirs, at hand."""
        self._conn.execute("DELETE FROM temp.some")
        self._conn.execute(
            "INSERT INTO temp.some SELECT theirs.id, ours.id FROM main.articles AS theirs "
            "LEFT JOIN ours.articles AS ours ON ours.key = theirs.key "
            "WHERE theirs.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(articles)),),
        )

    def differences(self) -> Differences:
        """What is news of the articles at hand."""
        known = dict(self._conn.execute("SELECT theirs, ours FROM temp.some WHERE ours IS NOT NULL"))
        return Differences(known, **{kind: self._found(query) for kind, query in _QUERIES.items()})

    def _found(self, query: str) -> frozenset[int]:
        return frozenset(number for (number,) in self._conn.execute(query))
