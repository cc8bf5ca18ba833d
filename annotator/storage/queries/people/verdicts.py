"""Verdicts of annotators on suggestions: given one by one, or in *bulk*, many by one key.

What accepted itself is nobody's verdict. A bulk verdict is *unread* where its step took different strings at once, or
finished the article with them: nobody needs to have looked at each. One that took the same string everywhere is not.
Articles that were put away do not count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.voting import creditors
from annotator.domain.folded import fold
from annotator.storage.conditions import PRESENT
from annotator.storage.kept_counts.read import NOT_AWAY, kept
from annotator.storage.store import Store

Verdict = tuple[str, str, bool]
"""The source of a suggestion, the label it proposed, and whether it was taken as it was."""

_COUNTS = f"source != '' AND auto = 0 AND layer != '{GOLD}'"
_BULK = (
    "decisions CROSS JOIN spans ON spans.article = decisions.article AND spans.layer = decisions.layer "
    "AND state = iif(action = 'rejected', 'rejected', 'held') AND spans.start = decisions.start "
    'AND spans."end" = decisions."end" AND spans.label = {label} AND spans.at = decisions.at '
    f"WHERE bulk AND action IN ('accepted', 'rejected', 'relabelled', 'resized') "
    f"AND spans.source != '' AND auto = 0 AND spans.layer != '{GOLD}' AND spans.{PRESENT}"
)
"""SQL: each span as a bulk decision left it, under the present name of its label; one decided anew has another time."""
_RENAMED = "coalesce((SELECT value FROM json_each(:aliases) WHERE key = decisions.label), decisions.label)"


def verdicts(store: Store) -> tuple[Counter[Verdict], Counter[Verdict]]:
    """How often each verdict stands that was given one by one, and in bulk."""
    bulk, aliases = _bulk(store)
    verdict = ("source", "iif(was_label = '', label, was_label)", "decided = 'accepted'")
    every = kept(store.conn, "span_counts", *verdict, where=f"{NOT_AWAY} AND {_COUNTS}")
    many = store.conn.execute(
        "SELECT spans.source, coalesce(spans.was_label, spans.label), decided = 'accepted', count(*) "
        f"FROM {bulk} GROUP BY 1, 2, 3",
        {"aliases": aliases},
    )
    in_bulk = _counter(many)
    return _counter(every) - in_bulk, in_bulk


def outcomes(store: Store) -> Counter[tuple[str, str, str, bool]]:
    """What became of suggestions: how often, by source, proposed label, decision, and whether the label was changed."""
    columns = ("source", "iif(was_label = '', label, was_label)", "decided", "was_label NOT IN ('', label)")
    rows = kept(store.conn, "span_counts", *columns, where=f"{NOT_AWAY} AND {_COUNTS}")
    found: Counter[tuple[str, str, str, bool]] = Counter()
    for joint, label, decided, other, number in rows:
        for source in creditors(joint):
            found[source, label, decided, bool(other)] += number
    return found


def _counter(rows: Iterable[tuple[Any, ...]]) -> Counter[Verdict]:
    found: Counter[Verdict] = Counter()
    for joint, label, right, number in rows:
        for source in creditors(joint):
            found[source, label, bool(right)] += number
    return found


def _bulk(store: Store) -> tuple[str, str]:
    """`_BULK` for a project, and its `:aliases`."""
    aliases = store.scheme().aliases
    return _BULK.format(label=_RENAMED if aliases else "decisions.label"), json.dumps(dict(aliases))


class Reading(NamedTuple):
    """How many suggestions somebody accepted as they were, and how many of those unread."""

    accepted: int
    unread: int

    @property
    def share(self) -> float:
        """The unread part, from 0 to 1."""
        return self.unread / self.accepted if self.accepted else 0.0


def readings(store: Store) -> dict[str, Reading]:
    """What each annotator who accepted something has accepted, by name."""
    accepted = kept(store.conn, "span_counts", "layer", where=f"{NOT_AWAY} AND {_COUNTS} AND decided = 'accepted'")
    bulk, aliases = _bulk(store)
    steps = store.conn.execute(
        "SELECT spans.layer, count(*), min(quote), max(quote), EXISTS (SELECT 1 FROM decisions AS last "
        "WHERE last.article = decisions.article AND last.layer = decisions.layer AND last.step = decisions.step "
        f"AND last.action = 'finished') FROM {bulk} AND decided = 'accepted' GROUP BY spans.layer, step",
        {"aliases": aliases},
    )
    unread: Counter[str] = Counter()
    for layer, number, first, last, finished in steps:
        if finished or fold(first) != fold(last):
            unread[layer] += number
    return {name: Reading(number, unread[name]) for name, number in accepted}
