"""Verdicts of annotators on suggestions: given one by one, or in *bulk*, many by one key.

What accepted itself is nobody's verdict. A bulk verdict is *unread* where its step took different strings at once, or
finished the article with them: nobody needs to have looked at each. One that took the same string everywhere is not.
Articles that were put away do not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from annotator.domain.decisions import GOLD
from annotator.domain.folded import fold
from annotator.storage.conditions import PRESENT
from annotator.storage.store import Store

Verdict = tuple[str, str, bool]
"""The source of a suggestion, the label it proposed, and whether it was taken as it was."""

_VERDICT = "spans.source, coalesce(spans.was_label, spans.label), decided = 'accepted'"
_COUNTS = f"spans.source != '' AND auto = 0 AND spans.layer != '{GOLD}' AND spans.{PRESENT}"
_BULK = (
    "decisions CROSS JOIN spans ON spans.article = decisions.article AND spans.layer = decisions.layer "
    "AND state = iif(action = 'rejected', 'rejected', 'held') "
    'AND spans.start = decisions.start AND spans."end" = decisions."end" AND spans.at = decisions.at '
    f"WHERE bulk AND action IN ('accepted', 'rejected', 'relabelled', 'resized') AND {_COUNTS} "
    'GROUP BY spans.article, spans.layer, state, spans.start, spans."end", spans.label'
)
"""SQL: each span as a bulk decision left it; what was decided anew since has another time."""


def verdicts(store: Store) -> tuple[Counter[Verdict], Counter[Verdict]]:
    """How often each verdict stands that was given one by one, and in bulk."""

    def counted(sql: str) -> Counter[Verdict]:
        rows = store.conn.execute(f"SELECT *, count(*) FROM ({sql}) GROUP BY 1, 2, 3")
        return Counter({(source, label, bool(right)): number for source, label, right, number in rows})

    every, bulk = counted(f"SELECT {_VERDICT} FROM spans WHERE {_COUNTS}"), counted(f"SELECT {_VERDICT} FROM {_BULK}")
    return every - bulk, bulk


@dataclass(frozen=True, slots=True)
class Reading:
    """How many suggestions somebody accepted as they were, and how many of those unread."""

    accepted: int
    unread: int

    @property
    def share(self) -> float:
        """The unread part, from 0 to 1."""
        return self.unread / self.accepted if self.accepted else 0.0


def readings(store: Store) -> dict[str, Reading]:
    """What each annotator who accepted something has accepted, by name."""
    accepted = store.conn.execute(
        f"SELECT layer, count(*) FROM spans WHERE decided = 'accepted' AND {_COUNTS} GROUP BY layer ORDER BY layer"
    ).fetchall()
    steps: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = store.conn.execute(
        "SELECT layer, step, quote, count(*), max(finished) FROM (SELECT spans.layer, step, quote, "
        "EXISTS (SELECT 1 FROM decisions AS last WHERE last.article = decisions.article "
        "AND last.layer = decisions.layer AND last.step = decisions.step AND action = 'finished') AS finished "
        f"FROM {_BULK} HAVING decided = 'accepted') GROUP BY layer, step, quote"
    )
    unread: Counter[str] = Counter()
    finishing = set()
    for layer, step, quote, number, finished in rows:
        steps[layer, step][fold(quote)] += number
        if finished:
            finishing.add((layer, step))
    for (layer, step), strings in steps.items():
        if len(strings) > 1 or (layer, step) in finishing:
            unread[layer] += strings.total()
    return {name: Reading(number, unread[name]) for name, number in accepted}
