"""Kept counts, counted anew from what they count."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator

from annotator.storage.kept_counts.tables import TABLES, TRIGGERS

_OF_SUGGESTIONS = [name for name, trigger in TRIGGERS.items() if "suggestion_counts" in trigger]

Counts = Counter[tuple[object, ...]]
"""How much there is of what the columns before `number` say; what is 0 is left out."""

_OF = "JOIN articles ON articles.id = article"
_SPAN = "layer, state, label, coalesce(was_label, ''), spans.source, decided, auto"
_FINISHED = "WHERE action IN ('finished', 'approved') AND origin != 'import'"
_SIDES = "(SELECT 1 AS away, 1 AS sign UNION ALL SELECT 0, -1)"
_COLUMNS = {
    "span_counts": 8, "layer_counts": 4, "undecided_counts": 2, "answer_counts": 3, "day_counts": 3,
    "suggestion_counts": 3,
}  # fmt: skip
"""By how many columns each table counts."""
_ROWS = {
    "span_counts": (f"SELECT {_SPAN}, archived FROM spans {_OF}",),
    "layer_counts": (f"SELECT layer, status, flagged, archived FROM layers {_OF}",),
    "undecided_counts": (f"SELECT layer, archived, undecided FROM layers {_OF}",),
    "answer_counts": (f"SELECT layer, cats, archived FROM layers {_OF}",),
    "day_counts": (f"SELECT DISTINCT substr(at, 1, 10), layer, archived, 1, article FROM decisions {_OF} {_FINISHED}",),
    "suggestion_counts": (
        "SELECT source, label, 0 FROM suggestions",
        f"SELECT suggestions.source, label, away, sign FROM suggestions {_OF}, {_SIDES} WHERE archived + 0 = 1",
    ),
}


def counted(conn: sqlite3.Connection, tables: Collection[str] = tuple(_ROWS)) -> Iterator[tuple[str, Counts]]:
    """Each table with what it should say."""
    for table in tables:
        queries = _ROWS[table]
        columns, found = _COLUMNS[table], Counts()
        for query in queries:
            rows = conn.execute(query)
            if len(rows.description) == columns:  # each row is one; there may be millions
                found.update(rows)
                continue
            for row in rows:
                found[row[:columns]] += row[columns]
        yield table, _there(found)


def kept(conn: sqlite3.Connection, table: str) -> Counts:
    """What a table says."""
    return _there(Counts({row[:-1]: row[-1] for row in conn.execute(f"SELECT * FROM {table}")}))


def count_anew(conn: sqlite3.Connection, tables: Collection[str] = tuple(_ROWS)) -> None:
    """Put every kept count right, or those of some tables, in the transaction at hand."""
    for table, found in counted(conn, tables):
        conn.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * (_COLUMNS[table] + 1))
        conn.executemany(f"INSERT INTO {table} VALUES ({marks})", ((*key, number) for key, number in found.items()))


def count_suggestions_by_label(conn: sqlite3.Connection) -> None:
    """Have suggestions counted by label too, in a project of schema 7, which counts them by source alone."""
    for name in _OF_SUGGESTIONS:
        conn.execute(f"DROP TRIGGER IF EXISTS {name}")
    conn.execute("DROP TABLE suggestion_counts")
    conn.execute(next(table for table in TABLES if "suggestion_counts" in table))
    count_anew(conn, ["suggestion_counts"])
    for name in _OF_SUGGESTIONS:
        conn.execute(TRIGGERS[name])


def _there(counts: Counts) -> Counts:
    return Counts({key: number for key, number in counts.items() if number})
