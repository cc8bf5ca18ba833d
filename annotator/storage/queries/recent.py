"""Which labels somebody has given lately."""

from __future__ import annotations

from annotator.storage.store import Store

_LAST = 2_000
"""The decisions of a project that are looked through, whoever made them: as fast in a project of any size."""


def recent_labels(store: Store, by: str) -> list[str]:
    """The labels that somebody gave with a key among the last decisions, the latest first, by their names of now."""
    rows = store.conn.execute(
        f"SELECT label FROM (SELECT * FROM decisions ORDER BY seq DESC LIMIT {_LAST}) "
        "WHERE by = ? AND NOT bulk AND action IN ('added', 'relabelled') ORDER BY seq DESC",
        (by,),
    )
    current = store.scheme().current
    return list(dict.fromkeys(current(label) for (label,) in rows))
