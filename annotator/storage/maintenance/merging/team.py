"""The rounds of another project, its deals and its hidden gold, taken into this one: the union of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.store import Store
from annotator.storage.team.called import Who

_GOLD = (
    "INSERT INTO hidden_gold VALUES (?, ?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET round = excluded.round, "
    "spans = excluded.spans, whole = excluded.whole, at = excluded.at WHERE excluded.at > at"
)


def join_team(store: Store, other: Store, who: Who) -> list[str]:
    """Take what is news of their rounds; gives the names of those that are new here. Raises `ProjectBusy`.

    `who` gives the present name of anybody. What was last known to be right in an article holds.
    """
    known = _known(store, "rounds")
    new = [row for row in other.conn.execute("SELECT id, name, by, settings FROM main.rounds") if row[0] not in known]
    there = {made for (made,) in other.conn.execute("SELECT id FROM main.deals")}
    dealt = sorted(there - _known(store, "deals")) if there else []
    gold = other.conn.execute(
        "SELECT key, round, spans, whole, hidden_gold.at FROM main.hidden_gold JOIN main.articles ON id = article"
    ).fetchall()
    if new or gold:
        with store.write() as conn:
            conn.executemany("INSERT INTO rounds VALUES (?, ?, ?, ?)", ((*row[:2], who(row[2]), row[3]) for row in new))
            conn.executemany(_GOLD, ((store.article_id(key), *rest) for key, *rest in gold))
    in_short_writes(store, dealt, partial(_take, store, other, who))
    return [name for _, name, *_ in new]


def _known(store: Store, table: str) -> set[str]:
    return {made for (made,) in store.conn.execute(f"SELECT id FROM main.{table}")}


def _take(store: Store, other: Store, who: Who, some: Sequence[str]) -> None:
    for made in some:
        row: Sequence[Any] = other.conn.execute(
            "SELECT round, key, annotator, said, by FROM main.deals JOIN main.articles ON articles.id = article "
            "WHERE deals.id = ?",
            (made,),
        ).fetchone()
        deal, key, annotator, said, by = row
        store.conn.execute(
            "INSERT OR IGNORE INTO deals VALUES (?, ?, ?, ?, ?, ?)",
            (made, deal, store.article_id(key), who(annotator), said, who(by)),
        )
