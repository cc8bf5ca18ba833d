"""What comes next for an annotator, read from the state of the project and never kept elsewhere.

Articles stand in the order they were added. Returned articles come first, then those that are open; those that were put
off come when their time has come, or last.
The *frontier* of an annotator is an order key before which every article has a layer of
theirs, is archived, or is for others; it only saves looking there again, so that a million articles
cost nothing.
"""

from __future__ import annotations

from annotator.storage.conditions import UNFINISHED
from annotator.storage.queries.assignments import BELONGS, OFFERED, times
from annotator.storage.queries.coming.snoozed import NOT_SNOOZED, after_all_others
from annotator.storage.store import Store
from annotator.storage.team.called import later

_START = ("", "")


def next_article(store: Store, annotator: str, after: str | None = None) -> str | None:
    """The key of the next article to work on, behind `after` if there is one there; None when all is done."""
    layers = store.conn.execute(
        "SELECT key, added, status FROM layers JOIN articles ON id = article "
        f"WHERE layer = :annotator AND {UNFINISHED} AND archived = 0 AND {NOT_SNOOZED} "
        "ORDER BY status = 'returned' DESC, added, key",
        {"annotator": annotator, "later": later(annotator), **times()},
    )
    behind = order_key(store, after)
    begun: tuple[str, str] | None = None
    for key, added, status in layers:
        if key == after:
            continue
        if status == "returned":
            return str(key)
        if (added, key) > behind:
            begun = (added, key)
            break
    fresh = _fresh(store, annotator, max(behind, _frontier(store, annotator)), f"{OFFERED} AND {NOT_SNOOZED}")
    following = min((found for found in (begun, fresh) if found), default=None)
    if following:
        return following[1]
    if after and (first := next_article(store, annotator)) != after:
        return first
    return after_all_others(store, annotator, after)


def left_open(store: Store, annotator: str) -> str | None:
    """The key of the article that an annotator was in last, if it is theirs and open; None where one was returned."""
    values = {"annotator": annotator, "key": store.last_place(annotator), "later": later(annotator), **times()}
    row = store.conn.execute(
        "SELECT key FROM articles LEFT JOIN layers ON article = id AND layer = :annotator "
        f"WHERE key = :key AND {NOT_SNOOZED} AND (status = 'open' OR status IS NULL AND {OFFERED}) "
        "AND NOT EXISTS (SELECT 1 FROM layers WHERE layer = :annotator AND status = 'returned')",
        values,
    ).fetchone()
    return str(row[0]) if row else None


def _fresh(store: Store, annotator: str, behind: tuple[str, str], wanted: str) -> tuple[str, str] | None:
    """The first article behind an order key that the annotator has no layer of and is to label."""
    row = store.conn.execute(
        "SELECT added, key FROM articles WHERE (added, key) > (:added, :key) AND archived = 0 "
        "AND NOT EXISTS (SELECT 1 FROM layers WHERE article = id AND layer = :annotator) "
        f"AND {wanted} ORDER BY added, key LIMIT 1",
        {"added": behind[0], "key": behind[1], "annotator": annotator, "later": later(annotator), **times()},
    ).fetchone()
    return (row[0], row[1]) if row else None


def _frontier(store: Store, annotator: str) -> tuple[str, str]:
    row = store.conn.execute("SELECT added, key FROM frontiers WHERE annotator = ?", (annotator,)).fetchone()
    return (row[0], row[1]) if row else _START


def advance(store: Store, annotator: str) -> None:
    """Move the frontier up to the first article that may still come to the annotator, inside a `write()`."""
    fresh = _fresh(store, annotator, _frontier(store, annotator), BELONGS)
    if fresh is None:
        row = store.conn.execute("SELECT added, key FROM articles ORDER BY added DESC, key DESC LIMIT 1").fetchone()
    else:
        row = store.conn.execute(
            "SELECT added, key FROM articles WHERE (added, key) < (?, ?) ORDER BY added DESC, key DESC LIMIT 1", fresh
        ).fetchone()
    if row:
        store.conn.execute("INSERT OR REPLACE INTO frontiers VALUES (?, ?, ?)", (annotator, *row))


def neighbour(store: Store, key: str, *, back: bool = False) -> str | None:
    """The article before or behind another one, whatever its state; None at the end."""
    sign, order = ("<", "DESC") if back else (">", "ASC")
    row = store.conn.execute(
        f"SELECT key FROM articles WHERE (added, key) {sign} (?, ?) AND archived = 0 "
        f"ORDER BY added {order}, key {order} LIMIT 1",
        order_key(store, key),
    ).fetchone()
    return str(row[0]) if row else None


def at(store: Store, number: int) -> str | None:
    """The key of the article with that number in the order, counted from 1; None where there is none."""
    row = store.conn.execute(
        "SELECT key FROM articles WHERE archived = 0 ORDER BY added, key LIMIT 1 OFFSET ?", (max(number, 1) - 1,)
    ).fetchone()
    return str(row[0]) if row else None


def upcoming(store: Store, annotator: str, key: str, count: int) -> list[str]:
    """The next few articles that an annotator will come to, for suggesting ahead."""
    keys: list[str] = []
    at: str | None = key
    while at and len(keys) < count:
        at = next_article(store, annotator, at)
        if at is None or at in (key, *keys):
            break
        keys.append(at)
    return keys


def position(store: Store, key: str) -> tuple[int, int]:
    """`(i, n)`: the article is the i-th of n, counted from 1; archived ones do not count."""

    def counted() -> int:
        upto = "(added, key) <= (?1, ?2)"
        row = store.conn.execute(
            f"SELECT (SELECT count(*) FROM articles WHERE {upto}) "
            f"- (SELECT count(*) FROM articles WHERE archived + 0 = 1 AND {upto})",
            order_key(store, key),
        ).fetchone()
        return int(row[0])

    return store.remembered(("position", key), counted), article_count(store)


def article_count(store: Store) -> int:
    """How many articles there are that are not archived."""

    def counted() -> int:
        away = "SELECT count(*) FROM articles WHERE archived + 0 = 1"
        return int(store.conn.execute(f"SELECT count(*) - ({away}) FROM articles").fetchone()[0])

    return store.remembered("articles", counted)


def order_key(store: Store, key: str | None) -> tuple[str, str]:
    """What an article is ordered by, `(added, key)`; before all others where there is none of that key."""
    row = store.conn.execute("SELECT added, key FROM articles WHERE key = ?", (key or "",)).fetchone()
    return (row[0], row[1]) if row else _START
