"""How many articles were finished on which day, by the clock of this machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from annotator.domain.decisions import GOLD, id_from
from annotator.domain.text.moments import day_decided, midnight
from annotator.storage.conditions import NOT_UNDONE, PRESENT
from annotator.storage.store import ELSEWHERE, Store


def finishes(store: Store, since: date) -> Mapping[str, Counter[date]]:
    """By layer and day from `since` on, how many articles were finished, or approved one by one, by hand.

    An article that was finished on several days counts on each. Articles that were put away do not count.
    """
    rows = store.conn.execute(
        f"SELECT DISTINCT layer, article, substr(at, 1, 15) FROM decisions WHERE id >= ? "
        f"AND action IN ('finished', 'approved') AND origin != '{ELSEWHERE}' AND (layer != '{GOLD}' OR NOT bulk) "
        f"AND {NOT_UNDONE} AND {PRESENT}",
        (id_from(midnight(since)),),
    )
    found: dict[str, Counter[date]] = {}
    for layer, _, day in {(layer, article, day_decided(at)) for layer, article, at in rows}:
        found.setdefault(layer, Counter())[day] += 1
    return found
