"""Who did what in a project, as its card tells it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import Store

_PEOPLE = (
    "SELECT name, "
    f"(SELECT count(*) FROM layers WHERE layer = name AND {COMPLETE}), "
    "(SELECT count(*) FROM spans WHERE layer = name AND state = 'held'), "
    "(SELECT coalesce(sum(elapsed_ms), 0) FROM layers WHERE layer = name), "
    "(SELECT count(DISTINCT decisions.article) FROM decisions LEFT JOIN steps USING (step) "
    "WHERE decisions.layer = :gold AND decisions.by = name AND action NOT IN ('undone', 'redone') "
    "AND coalesce(steps.state, 'done') = 'done') "
    "FROM (SELECT DISTINCT layer AS name FROM decisions UNION SELECT by FROM decisions) "
    "WHERE name NOT IN ('', :gold) ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class Worked:
    """What somebody did: articles finished, spans held in them all, at work for how long, articles reviewed.

    What was taken back reviewed nothing.
    """

    name: str
    finished: int
    spans: int
    elapsed_ms: int
    reviewed: int


def who_worked(store: Store) -> list[Worked]:
    """What everybody did, in order of names."""
    return [Worked(*row) for row in store.conn.execute(_PEOPLE, {"gold": GOLD})]


def worked_between(store: Store) -> tuple[str, str]:
    """The days of the first and the last decision, "" where there is none."""
    first, last = store.conn.execute("SELECT min(at), max(at) FROM decisions").fetchone()
    return (first or "")[:10], (last or "")[:10]
