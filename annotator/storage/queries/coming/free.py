"""Articles that may be dealt, in the order in which they are wanted."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Literal, get_args

from annotator.storage.queries.coming.orders import ORDERS
from annotator.storage.store import Store

Order = Literal["random", "file", "uncertain"]
WANTED: tuple[Order, ...] = get_args(Order)


def in_order(store: Store, articles: Sequence[int], order: Order) -> array[int]:
    """These articles (row ids) as they were added, by the hash of their text, or the least sure suggestions first.

    What has no suggestions comes last among the latter.
    """
    by = "" if order == "file" else f"{ORDERS[order]}, "
    rows = store.conn.execute(
        f"SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {by}added, key",
        (json.dumps(list(articles)),),
    )
    return array("q", (number for (number,) in rows))


def groups_of(store: Store, articles: Sequence[int]) -> dict[int, int]:
    """The first article of the group of near-duplicates that each of these articles (row ids) is in."""
    rows = store.conn.execute(
        "SELECT article, first FROM likeness WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(list(articles)),),
    )
    return dict(rows.fetchall())
