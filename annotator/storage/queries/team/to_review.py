"""How many articles review is for."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import PRESENT
from annotator.storage.queries.queue import article_count
from annotator.storage.store import Store


def to_review(store: Store) -> int:
    """The articles that were dealt out, or that somebody has begun; where nothing was dealt out, all.

    Those that are approved already are among them; those that were put away are not.
    """
    dealt = "SELECT article FROM assignments UNION SELECT article FROM shared"
    begun = f"SELECT article FROM layers WHERE layer != '{GOLD}' OR status = 'approved'"
    if not store.conn.execute(f"SELECT EXISTS ({dealt})").fetchone()[0]:
        return article_count(store)
    return int(store.conn.execute(f"SELECT count(*) FROM ({dealt} UNION {begun}) WHERE {PRESENT}").fetchone()[0])
