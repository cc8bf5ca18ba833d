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
    """All hidden gold of articles that are not put away; `current` gives the present name of a label.

    What makes no sense is left out; the doctor finds it.
    """
    rows = conn.execute(
        "SELECT article, round, spans, whole, length FROM hidden_gold JOIN articles ON id = article "
        "WHERE archived = 0 ORDER BY added, key"
    )
    return [
        HiddenGold(article, made, tuple(span.labelled(current(span.label)) for span in spans), bool(whole))
        for article, made, written, whole, length in rows
        if (spans := _read(written, length)) is not None
    ]


def hidden_by_key(conn: sqlite3.Connection, current: Callable[[str], str]) -> dict[str, HiddenGold]:
    """The same by the keys of articles."""
    keys = dict(conn.execute("SELECT id, key FROM articles WHERE id IN (SELECT article FROM hidden_gold)"))
    return {keys[one.article]: one for one in hidden(conn, current)}


def _read(written: str, length: int) -> list[Span] | None:
    """The spans that are written in a row, of a text of so many code points; None where they make no sense."""
    try:
        spans = [Span(start + 0, end + 0, label) for start, end, label in json.loads(written)]
    except (ValueError, TypeError, RecursionError):
        return None
    sound = all(isinstance(span.label, str) and span.end <= length for span in spans)
    return spans if sound else None


def senseless(conn: sqlite3.Connection) -> list[tuple[int, str]]:
    """The articles (row id and key) whose hidden gold makes no sense."""
    rows = conn.execute(
        "SELECT article, key, spans, length FROM hidden_gold JOIN articles ON id = article ORDER BY key"
    )
    return [(article, key) for article, key, written, length in rows if _read(written, length) is None]


def is_any(conn: sqlite3.Connection) -> bool:
    """Whether there is hidden gold."""
    return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM hidden_gold)").fetchone()[0])
