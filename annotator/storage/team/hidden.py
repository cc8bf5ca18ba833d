"""Hidden gold: what is known to be right in articles that annotators label like any others.

Nothing else in a project tells these articles apart: there is no gold layer, no suggestion, no mark.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class HiddenGold:
    """The spans that are right in an article (row id), known since a round; `whole` if there are no others."""

    article: int
    round: str
    spans: tuple[Span, ...]
    whole: bool


def hide(conn: sqlite3.Connection, gold: Iterable[HiddenGold], at: str) -> None:
    """Keep hidden gold, inside a write transaction; what was known of an article before is replaced."""
    conn.executemany(
        "INSERT OR REPLACE INTO hidden_gold VALUES (?, ?, ?, ?, ?)",
        ((one.article, one.round, _written(one.spans), one.whole, at) for one in gold),
    )


def _written(spans: Iterable[Span]) -> str:
    return json.dumps([(span.start, span.end, span.label) for span in spans], ensure_ascii=False)


def hidden(conn: sqlite3.Connection, current: Callable[[str], str]) -> list[HiddenGold]:
    """All hidden gold of articles that are not put away; `current` gives the present name of a label."""
    rows = conn.execute(
        "SELECT article, round, spans, whole FROM hidden_gold JOIN articles ON id = article WHERE archived = 0 "
        "ORDER BY added, key"
    )
    return [
        HiddenGold(article, made, tuple(Span(a, b, current(name)) for a, b, name in json.loads(spans)), bool(whole))
        for article, made, spans, whole in rows
    ]


def is_any(conn: sqlite3.Connection) -> bool:
    """Whether there is hidden gold."""
    return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM hidden_gold)").fetchone()[0])
