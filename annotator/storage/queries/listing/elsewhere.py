"""How the same words were labelled elsewhere, by others who are done there."""

from __future__ import annotations

from annotator.storage.conditions import COMPLETE
from annotator.storage.queries.listing.time_limit import in_time
from annotator.storage.store import Store

PATIENCE = 0.1
"""Seconds that it may take: nobody has asked for it, and the keys wait meanwhile."""


def labels_elsewhere(store: Store, quote: str, key: str, but: str) -> list[tuple[str, int]]:
    """At how many places of other articles each label was given to just these words, the most frequent first.

    Finished layers count, that of one annotator is left out. Raises `TookTooLong`.
    """
    with in_time(store, PATIENCE):
        rows = store.conn.execute(
            "SELECT label, count(DISTINCT spans.article || ' ' || start) AS places FROM spans "
            f"JOIN layers ON layers.article = spans.article AND layers.layer = spans.layer AND {COMPLETE} "
            "WHERE quote = ? AND state = 'held' AND spans.layer != ? AND spans.article != ? "
            "GROUP BY label ORDER BY places DESC, label",
            (quote, but, store.article_id(key)),
        ).fetchall()
    return [(store.scheme().current(label), places) for label, places in rows]
