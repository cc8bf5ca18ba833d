"""How long articles took, and how many were finished on which day, by layer; what one person did: `people.work`.

What was imported was done by no hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import COMPLETE, PRESENT
from annotator.storage.kept_counts.read import NOT_AWAY, kept
from annotator.storage.store import ELSEWHERE, Store

_IN_BULK = (
    "(SELECT bulk FROM decisions AS one WHERE one.article = layers.article AND one.layer = layers.layer "
    "AND action = 'approved' ORDER BY id DESC LIMIT 1)"
)
_BY_HAND = (
    "NOT EXISTS (SELECT 1 FROM decisions AS one WHERE one.article = layers.article AND one.layer = layers.layer "
    f"AND action = 'finished' AND origin = '{ELSEWHERE}') AND {PRESENT}"
)


@dataclass(frozen=True, slots=True)
class Took:
    """How many articles of a layer were finished by hand, the milliseconds they took, and the median; one at least."""

    articles: int
    total: int
    median: float


def times(store: Store) -> dict[str, Took]:
    """What the articles finished by hand took in each layer, pauses left out.

    What was approved in bulk was not looked at, and left out.
    """
    found: dict[str, Took] = {}
    for layer, _ in kept(store.conn, "layer_counts", "layer", where=f"{NOT_AWAY} AND {COMPLETE}"):
        rows = f"FROM layers INDEXED BY layers_took WHERE layer = ? AND {COMPLETE} AND elapsed_ms > 0 AND {_BY_HAND}"
        rows += f" AND {_IN_BULK} IS NOT 1" if layer == GOLD else ""
        number, total = store.conn.execute(f"SELECT count(*), sum(elapsed_ms) {rows}", (layer,)).fetchone()
        if number:
            middle = (layer, 2 - number % 2, (number - 1) // 2)
            both = store.conn.execute(f"SELECT elapsed_ms {rows} ORDER BY elapsed_ms LIMIT ? OFFSET ?", middle)
            found[layer] = Took(number, total, mean(elapsed for (elapsed,) in both))
    return found


def days(store: Store, count: int) -> tuple[list[str], dict[str, list[int]]]:
    """The last `count` days (UTC) on which something was finished, and how many articles each layer finished then."""
    last = f"SELECT DISTINCT day FROM day_counts WHERE {NOT_AWAY} AND number ORDER BY day DESC LIMIT {count}"
    rows = kept(store.conn, "day_counts", "day", "layer", where=f"{NOT_AWAY} AND day IN ({last})")
    those = sorted({day for day, _, _ in rows})
    found: dict[str, list[int]] = {}
    for day, layer, number in rows:
        found.setdefault(layer, [0] * len(those))[those.index(day)] = number
    return those, found
