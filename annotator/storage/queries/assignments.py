"""Who labels what: articles given to annotators by name, and articles that a few of a team are enough for.

An article that was given to somebody is for those it was given to. Of a *shared* article so many
annotators are *enough*: nobody else is offered it once so many have done it or have it in hand. One
has it in hand with a *lease*, or by having decided something there lately; both run out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from annotator.domain.decisions import GOLD, time_text
from annotator.storage.conditions import GIVEN, HANDED_IN
from annotator.storage.last_words import SHARED, note_words, to
from annotator.storage.store import Store

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


def unassigned(store: Store) -> dict[str, list[str]]:
    """The articles that were neither given to anybody nor shared, by key, each with who has begun it."""
    rows = store.conn.execute(
        "SELECT key, layer FROM articles LEFT JOIN layers ON article = id AND layer != ? WHERE archived = 0 AND id "
        "NOT IN (SELECT article FROM assignments UNION ALL SELECT article FROM shared) ORDER BY key, layer",
        (GOLD,),
    )
    found: dict[str, list[str]] = {}
    for key, layer in rows:
        found.setdefault(key, []).extend([layer] if layer else [])
    return found


def give(store: Store, given: Iterable[tuple[str, str]], *, shared: Iterable[str] = (), enough: int = 1) -> None:
    """Give articles to annotators (`given`: key, name), and share others among all, inside a `write()`."""
    given, shared = list(given), list(shared)
    store.conn.executemany(
        "INSERT OR IGNORE INTO assignments SELECT id, ? FROM articles WHERE key = ?",
        ((name, key) for key, name in given),
    )
    store.conn.executemany(
        "INSERT OR REPLACE INTO shared SELECT id, ? FROM articles WHERE key = ?", ((enough, key) for key in shared)
    )
    words = [(store.article_id(key), to(name)) for key, name in given]
    note_words(store, [*words, *((store.article_id(key), SHARED) for key in shared)], said=True)
    store.conn.execute("DELETE FROM frontiers")


def withdraw(store: Store) -> None:
    """Forget, inside a `write()`, who was given what they have not begun, and what is shared."""
    given = store.conn.execute(
        "DELETE FROM assignments WHERE NOT EXISTS (SELECT 1 FROM assignments AS one JOIN layers "
        "ON layers.article = one.article AND layer = one.annotator WHERE one.article = assignments.article) "
        "RETURNING article, annotator"
    ).fetchall()
    shared = store.conn.execute("DELETE FROM shared RETURNING article").fetchall()
    words = [(article, to(name)) for article, name in given]
    note_words(store, [*words, *((article, SHARED) for (article,) in shared)], said=False)
    store.conn.execute("DELETE FROM frontiers")


def loads(store: Store) -> dict[str, tuple[int, int]]:
    """How many articles each annotator was given, and how many of them are done."""
    rows = store.conn.execute(
        f"SELECT annotator, count(*), coalesce(sum({HANDED_IN}), 0) FROM assignments "
        "JOIN articles ON id = assignments.article AND archived = 0 "
        "LEFT JOIN layers ON layers.article = assignments.article AND layer = annotator "
        "GROUP BY annotator ORDER BY annotator"
    )
    return {name: (given, done) for name, given, done in rows}
