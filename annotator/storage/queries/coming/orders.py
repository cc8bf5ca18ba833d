"""Other orders than that of the file, in which open articles can come to an annotator.

`uncertain`: where suggestions are least sure on average first; `disputed`: where most suggestions or
other annotators' spans contradict each other first; `random`: by the hash of the text, so that the
order is the same for everyone and does not follow the news of a day.
"""

from __future__ import annotations

from annotator.storage.conditions import CLOSED
from annotator.storage.queries.assignments import OFFERED, times
from annotator.storage.queries.coming.snoozed import NOT_SNOOZED, after_all_others
from annotator.storage.store import Store
from annotator.storage.team.called import later

_CLASH = """SELECT count(*) FROM {0} AS one JOIN {0} AS other ON one.article = other.article
AND one.start < other."end" AND other.start < one."end"
AND (one.start, one."end", one.label) < (other.start, other."end", other.label)
WHERE one.article = articles.id"""
ORDERS = {
    "uncertain": "coalesce((SELECT avg(score) FROM suggestions WHERE article = articles.id), 1.0)",
    "disputed": f"-(({_CLASH.format('suggestions')}) + ({_CLASH.format('spans')} AND one.layer < other.layer))",
    "random": "key",
}


def next_in(order: str, store: Store, annotator: str, after: str | None = None) -> str | None:
    """The open article that comes first in an order of `ORDERS`, `after` left out; None when all is done."""
    row = store.conn.execute(
        "SELECT key FROM articles LEFT JOIN layers ON layers.article = id AND layer = :annotator "
        f"WHERE archived = 0 AND key != :after AND NOT coalesce({CLOSED}, 0) "
        f"AND (layer IS NOT NULL OR {OFFERED}) AND {NOT_SNOOZED} "
        f"ORDER BY coalesce(status, 'open') != 'returned', {ORDERS[order]}, added, key LIMIT 1",
        {"annotator": annotator, "after": after or "", "later": later(annotator), **times()},
    ).fetchone()
    return str(row[0]) if row else after_all_others(store, annotator, after)
