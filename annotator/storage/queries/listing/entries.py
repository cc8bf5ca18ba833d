"""The lines of a list of articles, as one annotator sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.question.condition import Condition
from annotator.storage.queries.listing.conditions import LISTED, SPANS, STATE, where
from annotator.storage.queries.listing.orders import Order
from annotator.storage.queries.queue import article_count
from annotator.storage.store import Store

MOST = 10_000
"""So many articles of a list that is sorted otherwise than they were added are known."""
_PRESENT = "id NOT IN (SELECT id FROM articles WHERE archived + 0 = 1)"
_COLUMNS = (
    f"key, title, byline, length, {STATE}, {SPANS}, "
    "(SELECT count(*) FROM suggestions JOIN sources ON sources.id = source "
    "WHERE suggestions.article = articles.id AND name NOT LIKE 'near:%'), "
    "coalesce(undecided, 0), coalesce(flagged, 0), archived"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: an article, and how far one annotator has come with it.

    `status` is that of their layer; where they have none, `new`, or `others` if it is for others to label.
    """

    key: str
    title: str
    byline: str
    length: int
    status: str
    spans: int
    suggestions: int
    undecided: int
    flagged: bool
    archived: bool = False


def entries(
    store: Store, annotator: str, conditions: Sequence[Condition] = (), *, offset: int = 0, limit: int = -1
) -> Iterator[Entry]:
    """The articles that meet all conditions, in the order in which they were added."""
    met, values = where(store, annotator, conditions)
    stretch = "ORDER BY added, key LIMIT :limit OFFSET :offset"
    if limit >= 0 and not conditions:  # the index alone tells which they are, however far down the list
        met, stretch = f"id IN (SELECT id FROM articles WHERE {_PRESENT} {stretch})", "ORDER BY added, key"
    rows = store.conn.execute(
        f"SELECT {_COLUMNS} FROM {LISTED} WHERE {met} {stretch}", values | {"limit": limit, "offset": offset}
    )
    return (Entry(*row) for row in rows)


def count(store: Store, annotator: str = "", conditions: Sequence[Condition] = ()) -> int:
    """How many articles meet all conditions."""
    if not conditions:
        return article_count(store)
    met, values = where(store, annotator, conditions)
    return int(store.conn.execute(f"SELECT count(*) FROM {LISTED} WHERE {met}", values).fetchone()[0])


def keys_met(store: Store, annotator: str, conditions: Sequence[Condition]) -> list[str]:
    """The keys of all articles that meet all conditions."""
    met, values = where(store, annotator, conditions)
    return [key for (key,) in store.conn.execute(f"SELECT key FROM {LISTED} WHERE {met}", values)]


def sorted_keys(store: Store, annotator: str, conditions: Sequence[Condition], order: Order) -> list[str]:
    """The keys of the first `MOST` articles that meet all conditions, in an order."""
    met, values = where(store, annotator, conditions)
    rows = store.conn.execute(
        f"SELECT key FROM {LISTED} WHERE {met} ORDER BY {order.sql} LIMIT :limit", values | {"limit": MOST}
    )
    return [key for (key,) in rows]


def entries_of(store: Store, annotator: str, keys: Sequence[str]) -> list[Entry]:
    """The articles of these keys, in their order."""
    rows = store.conn.execute(
        f"SELECT {_COLUMNS} FROM {LISTED} WHERE key IN (SELECT value FROM json_each(:keys))",
        {"annotator": annotator, "keys": json.dumps(list(keys))},
    )
    found = {row[0]: Entry(*row) for row in rows}
    return [found[key] for key in keys if key in found]
