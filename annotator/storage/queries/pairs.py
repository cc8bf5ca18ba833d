"""How far every two annotators agree, counted by the project itself: what screens show at once.

A pair is compared on the articles that both have finished; the gold layer counts once it is approved.
Articles that were put away count nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from annotator.agreement.base import Figure
from annotator.agreement.f1 import Matches
from annotator.storage.conditions import COMPLETE, PRESENT
from annotator.storage.store import Store

_PAIRS = (
    f"json_each(:shared) AS here CROSS JOIN layers AS a ON a.article = here.value AND a.{COMPLETE} "
    f"CROSS JOIN layers AS b ON b.article = a.article AND b.layer > a.layer AND b.{COMPLETE}"
)
_SIDE = "sum((SELECT count(*) FROM spans WHERE article = a.article AND layer = {}.layer AND state = 'held'))"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators: the articles both finished, the spans of each there, and those that are the same."""

    a: str
    b: str
    articles: int
    matches: Matches

    @property
    def f1(self) -> Figure:
        """F1 of equal edges and labels; n counts the spans of both."""
        return self.matches.f1()


def pairs(store: Store) -> list[Pair]:
    """Every two annotators who have finished an article both, by name."""
    shared = {"shared": json.dumps(shared_articles(store))}
    # CROSS joins keep this order, in which every table is looked up by its key.
    same = {
        (a, b): count
        for a, b, count in store.conn.execute(
            f"SELECT a.layer, b.layer, count(*) FROM {_PAIRS} "
            "CROSS JOIN spans AS x ON x.article = a.article AND x.layer = a.layer AND x.state = 'held' "
            "CROSS JOIN spans AS y ON y.article = a.article AND y.layer = b.layer AND y.state = 'held' "
            'AND y.start = x.start AND y."end" = x."end" AND y.label = x.label GROUP BY a.layer, b.layer',
            shared,
        )
    }
    rows = store.conn.execute(
        f"SELECT a.layer, b.layer, count(*), {_SIDE.format('a')}, {_SIDE.format('b')} FROM {_PAIRS} "
        "GROUP BY a.layer, b.layer ORDER BY a.layer, b.layer",
        shared,
    )
    return [Pair(a, b, articles, Matches(same.get((a, b), 0), n, m)) for a, b, articles, n, m in rows]


def shared_articles(store: Store, names: Collection[str] = ()) -> list[int]:
    """The row ids of the articles that two or more annotators have finished, of those named, if any are."""
    theirs = "AND layer IN (SELECT value FROM json_each(:names))" if names else ""
    rows = store.conn.execute(
        f"SELECT article FROM layers WHERE {COMPLETE} AND {PRESENT} {theirs} GROUP BY article HAVING count(*) > 1",
        {"names": json.dumps(list(names))},
    )
    return [article for (article,) in rows]
