"""How much of a project is whose: the articles that an annotator is to label or has begun, and how many are done.

An article is one's own that one has begun, or that is one's to label by `assignments.BELONGS`. What was dealt out
to others, or shared and done by enough of them, is not. Where some articles are dealt out, the others are *undealt*:
whoever comes may label them, and nobody is to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import CLOSED, HANDED_IN, PRESENT
from annotator.storage.kept_counts.read import NOT_AWAY, kept
from annotator.storage.queries.queue import article_count
from annotator.storage.store import Store

_DEALT = "SELECT article FROM assignments UNION SELECT article FROM shared"
_DONE_BY_ENOUGH = (
    "coalesce((SELECT enough FROM shared WHERE shared.article = assignments.article) <= (SELECT count(*) FROM layers "
    f"WHERE layers.article = assignments.article AND layer != '{GOLD}' AND {HANDED_IN}), 0)"
)
_BEGUN = "EXISTS (SELECT 1 FROM layers WHERE layers.article = assignments.article AND layer = annotator)"
_POOL = (
    f"SELECT article FROM shared WHERE {PRESENT} AND article NOT IN (SELECT article FROM assignments) AND enough > "
    f"(SELECT count(*) FROM layers WHERE layers.article = shared.article AND layer != '{GOLD}' AND {HANDED_IN})"
)
"""SQL: the articles that whoever comes may still take."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Articles that are somebody's own, and those of them that need nothing more (finished, approved or skipped).

    `undealt` are those of them that were dealt to nobody, and that they have not begun.
    """

    given: int
    done: int
    undealt: int = 0

    @property
    def left(self) -> int:
        """Articles that are still to be done."""
        return self.given - self.done

    @property
    def dealt(self) -> Workload:
        """The same without what is undealt."""
        return Workload(self.given - self.undealt, self.done)


def workload(store: Store, annotator: str) -> Workload:
    """The workload of one annotator; articles that were put away do not count."""
    return _workloads(store, annotator)(annotator)


def workloads(store: Store, names: Iterable[str]) -> dict[str, Workload]:
    """The workload of each of these annotators, by name."""
    of = _workloads(store)
    return {name: of(name) for name in names}


def _workloads(store: Store, only: str = "") -> Callable[[str], Workload]:
    """What tells the workload of anybody, or of `only` them: each table is gone through once for all of them."""

    def number(sql: str) -> int:
        return int(store.conn.execute(sql).fetchone()[0])

    def by_name(table: str, column: str, condition: str) -> dict[str, int]:
        one = f"AND {column} = ?" if only else ""
        sql = f"SELECT {column}, count(*) FROM {table} WHERE {condition} AND {PRESENT} {one} GROUP BY {column}"
        return dict(store.conn.execute(sql, (only,) if only else ()).fetchall())

    everybodys, free = article_count(store), 0
    own: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    if dealt := number(f"SELECT count(*) FROM ({_DEALT}) WHERE {PRESENT}"):
        free = everybodys - dealt
        everybodys = free + number(f"SELECT count(*) FROM ({_POOL})")
        begun.update(dict(kept(store.conn, "layer_counts", "layer")))
        begun_of_dealt = by_name("layers", "layer", f"article IN ({_DEALT})")
        begun.subtract(begun_of_dealt)
        own.update(begun_of_dealt)
        own.update(by_name("assignments", "annotator", f"NOT {_DONE_BY_ENOUGH} AND NOT {_BEGUN}"))
        own.subtract(by_name("layers", "layer", f"article IN ({_POOL})"))
    done = dict(kept(store.conn, "layer_counts", "layer", where=f"{NOT_AWAY} AND {CLOSED}"))
    return lambda name: Workload(everybodys + own[name], done.get(name, 0), free and free - begun[name])


@dataclass(frozen=True, slots=True)
class Pool:
    """What is for whoever comes: `articles` that were shared, of which `needed` layers are still to be done.

    `done` says how many of the articles each annotator is done with, by name.
    """

    articles: int
    needed: int
    done: Mapping[str, int]


def pool(store: Store) -> Pool:
    """The shared articles of which more layers are needed; articles that were put away do not count."""
    done = f"(SELECT count(*) FROM layers WHERE layers.article = shared.article AND layer != '{GOLD}' AND {HANDED_IN})"
    articles, needed = store.conn.execute(
        f"SELECT count(*), coalesce(sum(enough - {done}), 0) FROM shared WHERE article IN ({_POOL})"
    ).fetchone()
    rows = store.conn.execute(
        f"SELECT layer, count(*) FROM layers WHERE article IN ({_POOL}) AND {CLOSED} GROUP BY layer"
    )
    return Pool(articles, needed, dict(rows.fetchall()))


def undealt(store: Store) -> int:
    """How many articles were dealt to nobody, where others were dealt; those put away do not count."""
    (dealt,) = store.conn.execute(f"SELECT count(*) FROM ({_DEALT}) WHERE {PRESENT}").fetchone()
    return article_count(store) - int(dealt) if dealt else 0
