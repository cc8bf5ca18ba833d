"""How long articles took, how many were finished on which day, by layer, and what somebody did since some moment.

What was imported was done by no hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import COMPLETE, PRESENT
from annotator.storage.store import ELSEWHERE, Store

_IN_BULK = (
    "(SELECT bulk FROM decisions AS one WHERE one.article = layers.article AND one.layer = layers.layer "
    "AND action = 'approved' ORDER BY id DESC LIMIT 1)"
)
_IMPORTED = f"SELECT article, layer FROM decisions WHERE action = 'finished' AND origin = '{ELSEWHERE}'"


def times(store: Store) -> dict[str, list[int]]:
    """The milliseconds that each article finished by hand took in a layer, pauses left out, in ascending order.

    What was approved in bulk was not looked at, and left out.
    """
    found: dict[str, list[int]] = {}
    for layer, elapsed in store.conn.execute(
        f"SELECT layer, elapsed_ms FROM layers WHERE {COMPLETE} AND elapsed_ms > 0 AND {PRESENT} "
        f"AND (article, layer) NOT IN ({_IMPORTED}) AND (layer != '{GOLD}' OR {_IN_BULK} IS NOT 1) "
        "ORDER BY layer, elapsed_ms"
    ):
        found.setdefault(layer, []).append(elapsed)
    return found


def days(store: Store, count: int) -> tuple[list[str], dict[str, list[int]]]:
    """The last `count` days (UTC) on which something was finished, and how many articles each layer finished then."""
    rows = store.conn.execute(
        "SELECT layer, substr(at, 1, 10) AS day, count(DISTINCT article) FROM decisions "
        f"WHERE action IN ('finished', 'approved') AND origin != ? AND {PRESENT} GROUP BY layer, day",
        (ELSEWHERE,),
    ).fetchall()
    last = sorted({day for _, day, _ in rows})[-count:]
    found: dict[str, list[int]] = {}
    for layer, day, number in rows:
        if day in last:
            found.setdefault(layer, [0] * len(last))[last.index(day)] = number
    return last, found


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody did: decisions about spans, in how many articles, how many of them finished, in so many seconds."""

    spans: int = 0
    articles: int = 0
    finished: int = 0
    seconds: int = 0


def work_since(store: Store, by: str, number: int) -> Work:
    """What somebody did after the decision of that number; what was undone does not count, nor do pauses."""
    row = store.conn.execute(
        "SELECT count(*) FILTER (WHERE start IS NOT NULL AND action != 'commented'), "
        "count(DISTINCT decisions.article), "
        "count(DISTINCT decisions.article) FILTER (WHERE action IN ('finished', 'approved')), "
        "coalesce(sum(elapsed_ms), 0) / 1000 FROM decisions JOIN steps USING (step) "
        "WHERE seq > ? AND decisions.by = ? AND state = 'done'",
        (number, by),
    ).fetchone()
    return Work(*row)
