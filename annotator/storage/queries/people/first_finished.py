"""Layers as they were first finished (the gold layer: approved), whatever was done to them since.

They are what annotators said on their own: what a reviewer returned and somebody corrected says how well the
correction worked. Labels have their present names. Articles that were put away do not count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter

from annotator.domain.layer import Layer, fold
from annotator.storage.conditions import COMPLETE, NOT_UNDONE, PRESENT
from annotator.storage.store import Store

ENDS = "action IN ('finished', 'approved')"
_FIRST = (
    "(SELECT article, layer, min(id) AS first FROM decisions "
    f"WHERE {ENDS} AND {NOT_UNDONE} GROUP BY article, layer) AS ended"
)
_SINCE = (
    "EXISTS (SELECT 1 FROM decisions WHERE article = ended.article AND layer = ended.layer AND id > first "
    "AND action NOT IN ('finished', 'approved', 'returned', 'reopened', 'skipped', 'commented', 'flagged'))"
)
REASONS = {"returned": "returned", "skipped": "skipped", "open": "re-opened"}
"""Why a layer that was finished once is not now, by its status."""


@dataclass(frozen=True, slots=True)
class FirstFinished:
    """An article's layer when it was first finished: the id of that decision, and whether it has changed since."""

    layer: str
    decision: str
    changed: bool

    def fold(self, store: Store, key: str, length: int) -> Layer:
        """The layer of an article of that length (in code points) as it was then."""
        return fold(length, [one for one in store.decisions(key, self.layer) if one.id <= self.decision])


def first_counts(store: Store) -> dict[str, int]:
    """How many articles each annotator has finished once, by name."""
    rows = store.conn.execute(
        f"SELECT layer, count(*) FROM {_FIRST} JOIN articles ON id = article WHERE archived = 0 GROUP BY layer"
    )
    return dict(rows.fetchall())


def first_finished(
    store: Store, names: Collection[str], alone: Container[str] = ()
) -> Iterator[tuple[str, list[FirstFinished]]]:
    """The articles that two or more of these annotators have finished once, by key, in order; layers by name.

    One is enough for the articles (keys) that are named to stand `alone`.
    """
    rows = store.conn.execute(
        f"SELECT key, layer, first, {_SINCE} FROM {_FIRST} JOIN articles ON id = article "
        "WHERE archived = 0 AND layer IN (SELECT value FROM json_each(?)) ORDER BY added, key, layer",
        (json.dumps(list(names)),),
    )
    for key, mine in groupby(rows.fetchall(), key=itemgetter(0)):
        layers = [FirstFinished(layer, decision, bool(changed)) for _, layer, decision, changed in mine]
        if len(layers) > 1 or key in alone:
            yield key, layers


def left_out(store: Store) -> dict[tuple[str, str], Counter[str]]:
    """By pair of names, how many articles both have finished once, but one of them not now, by reason."""
    once = (
        "EXISTS (SELECT 1 FROM decisions WHERE decisions.article = layers.article AND decisions.layer = layers.layer "
        f"AND {ENDS} AND {NOT_UNDONE})"
    )
    rows = store.conn.execute(
        f"WITH gone AS MATERIALIZED (SELECT article, layer FROM layers WHERE NOT {COMPLETE} AND {PRESENT} AND {once}) "
        f"SELECT article, layer, status FROM layers WHERE article IN (SELECT article FROM gone) "
        f"AND ({COMPLETE} OR (article, layer) IN (SELECT article, layer FROM gone)) ORDER BY article, layer"
    )
    found: dict[tuple[str, str], Counter[str]] = {}
    for _, mine in groupby(rows, key=itemgetter(0)):
        for (_, a, one), (_, b, other) in combinations(mine, 2):
            if reason := REASONS.get(one) or REASONS.get(other):
                found.setdefault((a, b), Counter())[reason] += 1
    return found
