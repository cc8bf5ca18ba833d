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
_HELD = "SELECT count(*) FROM spans WHERE article = a.article AND layer = {}.layer AND state = 'held'"
_SAME = (
    "SELECT count(*) FROM spans AS x CROSS JOIN spans AS y ON y.article = a.article AND y.layer = b.layer "
    'AND y.state = \'held\' AND y.start = x.start AND y."end" = x."end" AND y.label = x.label '
    "WHERE x.article = a.article AND x.layer = a.layer AND x.state = 'held'"
)


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
    rows = store.conn.execute(  # CROSS joins keep this order, in which every table is looked up by its key.
        f"SELECT a.layer, b.layer, count(*), sum(({_SAME})), sum(({_HELD.format('a')})), sum(({_HELD.format('b')})) "
        f"FROM {_PAIRS} GROUP BY a.layer, b.layer ORDER BY a.layer, b.layer",
        {"shared": json.dumps(shared_articles(store))},
    )
    return [Pair(a, b, articles, Matches(same, n, m)) for a, b, articles, same, n, m in rows]


def shared_articles(store: Store, names: Collection[str] = ()) -> list[int]:
    """The row ids of the articles that two or more annotators have finished, of those named, if any are."""
    theirs = "AND layer IN (SELECT value FROM json_each(:names))" if names else ""
    rows = store.conn.execute(
        f"SELECT article FROM layers WHERE {COMPLETE} {theirs} GROUP BY article HAVING count(*) > 1 AND {PRESENT}",
        {"names": json.dumps(list(names))},
    )
    return [article for (article,) in rows]
