"""How far review has come: with some articles, as a list shows them, and in numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.decisions import GOLD
from annotator.storage.queries.review_queue import UNCHANGED
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Review:
    """Where review stands with an article.

    `gold` is the status of the gold layer ("" where there is none), `finished` and `returned` name the
    layers of that status, `changed` says that one of them changed after the article was approved.
    """

    gold: str = ""
    finished: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many articles are approved, are with an annotator again, and are in review."""

    approved: int
    returned: int
    begun: int


def reviews(store: Store, keys: Sequence[str]) -> Mapping[str, Review]:
    """Where review stands with these articles, by key."""

    def names(status: str) -> str:
        return (
            "(SELECT json_group_array(layer) FROM layers "
            f"WHERE article = id AND layer != '{GOLD}' AND status = '{status}')"
        )

    rows = store.conn.execute(
        f"SELECT key, coalesce(state, ''), {names('finished')}, {names('returned')}, "
        f"state IS 'approved' AND NOT coalesce({UNCHANGED}, 1) "
        f"FROM (SELECT *, (SELECT status FROM layers WHERE article = id AND layer = '{GOLD}') AS state "
        "FROM articles WHERE key IN (SELECT value FROM json_each(?))) AS articles",
        (json.dumps(list(keys)),),
    )
    return {
        key: Review(gold, tuple(json.loads(finished)), tuple(json.loads(returned)), bool(changed))
        for key, gold, finished, returned, changed in rows
    }


def review_counts(store: Store) -> ReviewCounts:
    """The numbers over all articles, those put away left out."""
    approved, begun = store.conn.execute(
        "SELECT coalesce(sum(status = 'approved'), 0), coalesce(sum(status = 'open' AND NOT EXISTS "
        "(SELECT 1 FROM layers WHERE article = id AND status = 'returned')), 0) "
        "FROM layers JOIN articles ON id = article WHERE layer = ? AND archived = 0",
        (GOLD,),
    ).fetchone()
    (returned,) = store.conn.execute(
        "WITH RECURSIVE names (name) AS (SELECT min(layer) FROM layers UNION ALL "
        "SELECT (SELECT min(layer) FROM layers WHERE layer > name) FROM names WHERE name IS NOT NULL) "
        "SELECT count(DISTINCT article) FROM names CROSS JOIN layers ON layer = name AND status = 'returned' "
        "JOIN articles ON id = article WHERE archived = 0"
    ).fetchone()
    return ReviewCounts(approved, returned, begun)
