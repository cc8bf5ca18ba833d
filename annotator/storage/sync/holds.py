"""Articles that are shared, left to others first: so that people who do not see each other do not do the same.

Each article has an order of people, by a hash of both; the first of it, as many as are enough, are to label it. For
everybody else it is in their hands until one has done what is one's own; then all the rest may be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from annotator.storage.store import Store

_FOR_GOOD = "9999-12-31T00:00:00.000Z"
"""Until when others have an article in hand that is left to them: no lease of theirs lasts so long."""
_OPEN = (
    "SELECT id, key, enough FROM shared JOIN articles ON id = article WHERE archived = 0 AND NOT EXISTS "
    "(SELECT 1 FROM layers WHERE layers.article = id AND layer = ? AND status != 'open')"
)


def leave_to_others(store: Store, name: str, people: Sequence[str]) -> None:
    """Have shared articles be in the hands of those of some people who come first, while `name` has some of their own.

    Raises `ProjectBusy`.
    """
    wanted, own = set[tuple[int, str]](), False
    for article, key, enough in store.conn.execute(_OPEN, (name,)):
        first = sorted(people, key=lambda one: sha256(f"{key} {one}".encode()).digest())[:enough]
        if name in first:
            own = True
        else:
            wanted.update((article, one) for one in first)
    if not own:
        wanted = set()
    rows = store.conn.execute("SELECT article, annotator FROM leases WHERE until = ?", (_FOR_GOOD,))
    there = {(article, one) for article, one in rows}
    if there != wanted:
        with store.write() as conn:
            conn.executemany("DELETE FROM leases WHERE article = ? AND annotator = ?", there - wanted)
            conn.executemany(
                "INSERT OR REPLACE INTO leases VALUES (?, ?, ?)", ((*one, _FOR_GOOD) for one in sorted(wanted - there))
            )
