"""When layers were finished, the first time or the last."""

from __future__ import annotations

import json
from collections.abc import Collection

from annotator.storage.conditions import NOT_UNDONE
from annotator.storage.store import Store


def finish_dates(store: Store, names: Collection[str], *, first: bool) -> dict[tuple[str, str], str]:
    """When each article was finished (gold: approved) by each of these annotators, by its key and their name.

    In UTC, ISO 8601; the `first` time, or the last one. What was undone does not count, nor do articles put away.
    """
    edge = "min" if first else "max"
    rows = store.conn.execute(  # what stands beside min() or max() is of the row that has it
        f"SELECT key, layer, decisions.at, {edge}(decisions.id) FROM decisions JOIN articles ON articles.id = article "
        f"WHERE action IN ('finished', 'approved') AND {NOT_UNDONE} AND archived = 0 "
        "AND layer IN (SELECT value FROM json_each(?)) GROUP BY article, layer",
        (json.dumps(list(names)),),
    )
    return {(key, name): at for key, name, at, _ in rows}
