"""Reviewers of their own work: articles whose gold was approved by somebody who labelled them, too."""

from __future__ import annotations

import json
from collections.abc import Collection

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import NOT_UNDONE, PRESENT
from annotator.storage.store import Store


def own_approvals(store: Store) -> dict[str, int]:
    """How many of the approved articles each reviewer, by name, approved last and had labelled.

    Articles that were put away do not count.
    """
    last = (
        "(SELECT by FROM decisions WHERE article = gold.article AND layer = gold.layer AND action = 'approved' "
        f"AND {NOT_UNDONE} ORDER BY id DESC LIMIT 1)"
    )
    rows = store.conn.execute(
        "SELECT own.layer, count(*) FROM layers AS gold JOIN layers AS own ON own.article = gold.article "
        f"AND own.layer = {last} AND own.status = 'finished' WHERE gold.layer = ? AND gold.status = 'approved' "
        f"AND gold.{PRESENT} GROUP BY own.layer ORDER BY own.layer",
        (GOLD,),
    )
    return dict(rows.fetchall())


def labelled(store: Store, keys: Collection[str], reviewer: str) -> int:
    """How many of these articles a reviewer has labelled and finished."""
    (number,) = store.conn.execute(
        "SELECT count(*) FROM layers JOIN articles ON id = article WHERE layer = ? AND status = 'finished' "
        "AND key IN (SELECT value FROM json_each(?))",
        (reviewer, json.dumps(list(keys))),
    ).fetchone()
    return int(number)
