"""Kept counts, counted anew from what they count."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

Counts = Counter[tuple[object, ...]]
"""How much there is of what the columns before `number` say; what is 0 is left out."""

_OF = "JOIN articles ON articles.id = article"
_SPAN = "layer, state, label, coalesce(was_label, ''), spans.source, decided, auto"
_FINISHED = "WHERE action IN ('finished', 'approved') AND origin != 'import'"
_SIDES = "(SELECT 1 AS away, 1 AS sign UNION ALL SELECT 0, -1)"
_COLUMNS = {
    "span_counts": 8, "layer_counts": 4, "undecided_counts": 2, "answer_counts": 3, "day_counts": 3,
    "suggestion_counts": 2,
}  # fmt: skip
"""By how many columns each table counts."""
_ROWS = {
    "span_counts": (f"SELECT {_SPAN}, archived, 1 FROM spans {_OF}",),
    "layer_counts": (f"SELECT layer, status, flagged, archived, 1 FROM layers {_OF}",),
    "undecided_counts": (f"SELECT layer, archived, undecided FROM layers {_OF}",),
    "answer_counts": (f"SELECT layer, cats, archived, 1 FROM layers {_OF}",),
    "day_counts": (f"SELECT DISTINCT substr(at, 1, 10), layer, archived, 1, article FROM decisions {_OF} {_FINISHED}",),
    "suggestion_counts": (
        "SELECT source, 0, count(*) FROM suggestions GROUP BY source",
        f"SELECT suggestions.source, away, sign FROM suggestions {_OF}, {_SIDES} WHERE archived + 0 = 1",
    ),
}


def counted(conn: sqlite3.Connection) -> Iterator[tuple[str, Counts]]:
    """Each table with what it should say."""
    for table, queries in _ROWS.items():
        columns, found = _COLUMNS[table], Counts()
        for query in queries:
            for row in conn.execute(query):
                found[row[:columns]] += row[columns]
        yield table, _there(found)


def kept(conn: sqlite3.Connection, table: str) -> Counts:
    """What a table says."""
    return _there(Counts({row[:-1]: row[-1] for row in conn.execute(f"SELECT * FROM {table}")}))


def count_anew(conn: sqlite3.Connection) -> None:
    """Put every kept count right, in the transaction at hand."""
    for table, found in counted(conn):
        conn.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * (_COLUMNS[table] + 1))
        conn.executemany(f"INSERT INTO {table} VALUES ({marks})", ((*key, number) for key, number in found.items()))


def _there(counts: Counts) -> Counts:
    return Counts({key: number for key, number in counts.items() if number})
