"""What suggestions were before their labels became one, so that a merge of labels can be taken back.

Decisions keep the label that they were made with; suggestions, of which there are millions, have the present one. Of
those that a merge concerns it is kept what they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from annotator.storage.store import Store

_HERE = "article > :first AND article <= :last"
_PLACE = 'article, start, "end", source'
_AMONG = "IN (SELECT value FROM json_each(:names))"


def keep_merged(store: Store, olds: Sequence[str], new: str, first: int, last: int) -> None:
    """Keep, inside a `write()`, the suggestions of labels that become `new`, and those of `new` at the same places."""
    values = {"first": first, "last": last, "new": new, "names": json.dumps(list(olds))}
    keep = 'INSERT OR IGNORE INTO merged_suggestions SELECT article, start, "end", label, source, score, :new'
    store.conn.execute(f"{keep} FROM suggestions WHERE {_HERE} AND label {_AMONG}", values)
    store.conn.execute(
        f"{keep} FROM suggestions AS one WHERE {_HERE} AND label = :new AND EXISTS (SELECT 1 FROM suggestions AS same "
        'WHERE same.article = one.article AND same.start = one.start AND same."end" = one."end" '
        f"AND same.source = one.source AND same.label {_AMONG})",
        values,
    )


def part_merged(store: Store, label: str, was: str, first: int, last: int) -> None:
    """Give, inside a `write()`, a label back the suggestions that it had before it became `was`."""
    conn = store.conn
    rows = conn.execute(
        f"SELECT {_PLACE}, one.score FROM merged_suggestions AS one JOIN suggestions AS now USING ({_PLACE}) "
        f"WHERE {_HERE} AND one.label = :label AND became = :was AND now.label = :was",
        {"first": first, "last": last, "label": label, "was": was},
    ).fetchall()
    here = 'article = ? AND start = ? AND "end" = ? AND source = ?'
    for *place, score in rows:
        others = conn.execute(
            f"SELECT label, score FROM merged_suggestions WHERE {here} AND became = ? AND label != ? "
            "ORDER BY label != became",
            (*place, was, label),
        ).fetchall()
        conn.execute(f"DELETE FROM suggestions WHERE {here} AND label = ?", (*place, was))
        back = [(label, score), *((was, one) for _, one in others[:1])]
        conn.executemany(
            f"INSERT OR REPLACE INTO suggestions ({_PLACE}, label, score) VALUES (?, ?, ?, ?, ?, ?)",
            ((*place, *one) for one in back),
        )
        store.stored.add(place[0], place[3], (name for name, _ in back))
        if len(others) == 1:
            conn.execute(f"DELETE FROM merged_suggestions WHERE {here} AND label = became AND label = ?", (*place, was))
    conn.execute(
        f"DELETE FROM merged_suggestions WHERE {_HERE} AND label = :label AND became = :was",
        {"first": first, "last": last, "label": label, "was": was},
    )
