"""The layers that are done, as material to learn from."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import Store


def finished_layers(store: Store, layer: str) -> Iterator[tuple[str, str]]:
    """`(key, layer)` of each article whose gold is approved or finished, else whose `layer` is, in order."""
    rows = store.conn.execute(
        f"SELECT key, layer FROM layers JOIN articles ON id = article WHERE layer IN (?, ?) AND archived = 0 "
        f"AND {COMPLETE} ORDER BY articles.added, key, layer = ? DESC",
        (GOLD, layer, GOLD),
    ).fetchall()
    last = ""
    for key, name in rows:
        if key != last:
            yield str(key), str(name)
        last = key
