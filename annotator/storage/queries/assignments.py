"""Who labels what: articles given to annotators by name, and articles that a few of a team are enough for.

An article that was given to somebody is for those it was given to. Of a *shared* article so many
annotators are *enough*: nobody else is offered it once so many have done it or have it in hand. One
has it in hand with a *lease*, or by having decided something there lately; both run out.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from annotator.domain.decisions import GOLD, time_text
from annotator.storage.conditions import GIVEN, HANDED_IN
from annotator.storage.last_words import SHARED, note_words, to
from annotator.storage.store import Store
from annotator.storage.team.deals import NOBODYS, Deal

HOLD = timedelta(minutes=30)
"""How long an article stays in somebody's hand after they opened it, or decided something there."""

_OTHERS = f"article = articles.id AND layer NOT IN (:annotator, '{GOLD}')"

BELONGS = (
    f"{GIVEN} AND coalesce((SELECT enough FROM shared WHERE article = articles.id) > "
    f"(SELECT count(*) FROM layers WHERE {_OTHERS} AND {HANDED_IN}), 1)"
)
"""SQL: an article of `articles` is `:annotator`'s to label, now or when a lease has run out."""

OFFERED = (
    f"{GIVEN} AND coalesce((SELECT enough FROM shared WHERE article = articles.id) > "
    f"(SELECT count(*) FROM (SELECT layer FROM layers WHERE {_OTHERS} AND ({HANDED_IN} OR at > :since) UNION "
    "SELECT annotator FROM leases WHERE article = articles.id AND annotator != :annotator AND until > :now)), 1)"
)
"""SQL: an article is `:annotator`'s to label now; `:now` is the time, `:since` that of `HOLD` ago."""


_AMONG = "article IN (SELECT value FROM json_each(?))"
_NOBODYS = "id NOT IN (SELECT article FROM assignments UNION ALL SELECT article FROM shared)"
_BEGUN = (
    "EXISTS (SELECT 1 FROM assignments AS one JOIN layers ON layers.article = one.article AND layer = one.annotator "
    "WHERE one.article = articles.id)"
)
"""SQL: an article was given to somebody who has begun it."""


def times(now: datetime | None = None) -> dict[str, str]:
    """`now` and `since` for `OFFERED`."""
    now = now or datetime.now(UTC)
    return {"now": time_text(now), "since": time_text(now - HOLD)}


def lease(store: Store, key: str, annotator: str, now: datetime | None = None) -> bool:
    """Take a shared article in hand, or hold it longer; False where enough others have it.

    An article that is not shared needs no lease, and what one has begun stays one's own.
    """
    now = now or datetime.now(UTC)
    article = store.article_id(key)
    free = (
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM shared WHERE article = ?1) "
        "OR EXISTS (SELECT 1 FROM layers WHERE article = ?1 AND layer = ?2)"
    )
    if store.conn.execute(free, (article, annotator)).fetchone():
        return True
    with store.write() as conn:
        conn.execute("DELETE FROM leases WHERE until <= ?", (time_text(now),))
        values = {"annotator": annotator, "id": article, **times(now)}
        if not conn.execute(f"SELECT 1 FROM articles WHERE id = :id AND {OFFERED}", values).fetchone():
            return False
        conn.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?)", (article, annotator, time_text(now + HOLD)))
    return True


def release(store: Store, key: str, annotator: str) -> None:
    """Give back the lease of an article, if there is one."""
    values = (store.article_id(key), annotator)
    if store.conn.execute("SELECT 1 FROM leases WHERE article = ? AND annotator = ?", values).fetchone():
        with store.write() as conn:
            conn.execute("DELETE FROM leases WHERE article = ? AND annotator = ?", values)


def unassigned(store: Store, *, again: bool = False) -> array[int]:
    """The articles (row ids, in the order of their keys) that were neither given to anybody nor shared.

    If `again`, with those that `withdraw` would free.
    """
    free = f"archived = 0 AND {f'NOT {_BEGUN}' if again else _NOBODYS}"
    return array("q", (one for (one,) in store.conn.execute(f"SELECT id FROM articles WHERE {free} ORDER BY key")))


def holders(store: Store, articles: Iterable[int]) -> dict[str, int]:
    """To whom some articles (row ids) were given, and how many of them."""
    rows = store.conn.execute(
        f"SELECT annotator, count(*) FROM assignments WHERE {_AMONG} GROUP BY annotator ORDER BY annotator",
        (json.dumps(list(articles)),),
    )
    return {str(name): int(number) for name, number in rows}


def begun_by(store: Store, article: int) -> list[str]:
    """Who has begun an article (row id)."""
    rows = store.conn.execute("SELECT layer FROM layers WHERE article = ? AND layer != ?", (article, GOLD))
    return [name for (name,) in rows]


def put_away_and_dealt(store: Store) -> list[int]:
    """The articles (row ids) that are put away, and would be freed by `withdraw`."""
    rows = store.conn.execute(f"SELECT id FROM articles WHERE archived = 1 AND NOT {_NOBODYS} AND NOT {_BEGUN}")
    return [one for (one,) in rows]


def give(
    store: Store,
    given: Iterable[tuple[str, str]],
    *,
    shared: Iterable[str] = (),
    enough: int = 1,
    deal: Deal = NOBODYS,
) -> None:
    """Give articles to annotators (`given`: key, name), and share others among all, inside a `write()`."""
    of = store.article_id
    rows = [(of(key), name) for key, name in given]
    give_rows(store, rows, shared=[of(key) for key in shared], enough=enough, deal=deal)


def give_rows(
    store: Store,
    given: Sequence[tuple[int, str]],
    *,
    shared: Sequence[int] = (),
    enough: int = 1,
    deal: Deal = NOBODYS,
) -> None:
    """As `give`, of articles by their row ids."""
    store.conn.executemany("INSERT OR IGNORE INTO assignments VALUES (?, ?)", given)
    store.conn.executemany("INSERT OR REPLACE INTO shared VALUES (?, ?)", ((one, enough) for one in shared))
    words = [(article, to(name)) for article, name in given]
    note_words(store, [*words, *((article, SHARED) for article in shared)], said=True, deal=deal)
    store.conn.execute("DELETE FROM frontiers")


def withdraw(store: Store, articles: Iterable[int], deal: Deal = NOBODYS) -> set[int]:
    """Forget, inside a `write()`, who was given these articles (row ids), and that they are shared.

    Who has begun what they were given keeps it, and so does whoever has it beside them: gives the articles of those.
    """
    some = (json.dumps(list(articles)),)
    given = store.conn.execute(
        f"DELETE FROM assignments WHERE {_AMONG} AND NOT {_BEGUN.replace('articles.id', 'assignments.article')} "
        "RETURNING article, annotator",
        some,
    ).fetchall()
    shared = store.conn.execute(f"DELETE FROM shared WHERE {_AMONG} RETURNING article", some).fetchall()
    words = [(article, to(name)) for article, name in given]
    note_words(store, [*words, *((article, SHARED) for (article,) in shared)], said=False, deal=deal)
    store.conn.execute("DELETE FROM frontiers")
    return {one for (one,) in store.conn.execute(f"SELECT article FROM assignments WHERE {_AMONG}", some)}


def people(store: Store) -> list[str]:
    """Everybody who has a layer or was given an article, in order; reads no decisions."""
    rows = store.conn.execute(
        f"SELECT DISTINCT layer FROM layers WHERE layer != '{GOLD}' UNION SELECT DISTINCT annotator FROM assignments "
        "ORDER BY 1"
    )
    return [str(name) for (name,) in rows]


def loads(store: Store, *, begun: bool = False) -> dict[str, tuple[int, int]]:
    """How many articles each annotator was given, and how many of them are done; if `begun`, of those that were."""
    rows = store.conn.execute(
        f"SELECT annotator, count(*), coalesce(sum({HANDED_IN}), 0) FROM assignments "
        "JOIN articles ON id = assignments.article AND archived = 0 "
        "LEFT JOIN layers ON layers.article = assignments.article AND layer = annotator "
        f"WHERE {_BEGUN if begun else 'TRUE'} GROUP BY annotator ORDER BY annotator"
    )
    return {name: (given, done) for name, given, done in rows}
