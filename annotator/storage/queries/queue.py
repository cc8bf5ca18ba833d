"""What comes next for an annotator, read from the state of the project and never kept elsewhere.

Articles stand in the order they were added. Returned articles come first, then those that are open.
The *frontier* of an annotator is an order key before which every article has a layer of
theirs, is archived, or is for others; it only saves looking there again, so that a million articles
cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from annotator.storage.conditions import CLOSED, COMPLETE
from annotator.storage.queries.assignments import BELONGS, OFFERED, times
from annotator.storage.queries.people.questions import asked
from annotator.storage.queries.people.workload import workload
from annotator.storage.store import Store

_START = ("", "")
_ASKED = f"(NOT :questions OR id IN ({asked()}))"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library: an article, and how far one annotator has come with it.

    `status` is that of their layer; where they have none, `new`, or `others` if it is for others to label.
    """

    key: str
    title: str
    byline: str
    length: int
    status: str
    spans: int
    suggestions: int
    undecided: int
    flagged: bool
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Articles of the project, those that an annotator finished or skipped, and those that are their own."""

    articles: int
    finished: int
    skipped: int
    given: int

    @property
    def left(self) -> int:
        """Articles of their own that are still to be done."""
        return self.given - self.finished - self.skipped


def next_article(store: Store, annotator: str, after: str | None = None) -> str | None:
    """The key of the next article to work on, behind `after` if there is one there; None when all is done."""
    layers = store.conn.execute(
        "SELECT key, added, status FROM layers JOIN articles ON id = article "
        f"WHERE layer = ? AND NOT {CLOSED} AND archived = 0 ORDER BY status = 'returned' DESC, added, key",
        (annotator,),
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
    fresh = _fresh(store, annotator, max(behind, _frontier(store, annotator)))
    following = min((found for found in (begun, fresh) if found), default=None)
    if following:
        return following[1]
    return next_article(store, annotator) if after and _wraps(store, annotator, after) else None


def _wraps(store: Store, annotator: str, after: str) -> bool:
    first = next_article(store, annotator)
    return first is not None and first != after


def _fresh(store: Store, annotator: str, behind: tuple[str, str], wanted: str = OFFERED) -> tuple[str, str] | None:
    """The first article behind an order key that the annotator has no layer of and is to label."""
    row = store.conn.execute(
        "SELECT added, key FROM articles WHERE (added, key) > (:added, :key) AND archived = 0 "
        "AND NOT EXISTS (SELECT 1 FROM layers WHERE article = id AND layer = :annotator) "
        f"AND {wanted} ORDER BY added, key LIMIT 1",
        {"added": behind[0], "key": behind[1], "annotator": annotator, **times()},
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
    row = store.conn.execute(
        "SELECT (SELECT count(*) FROM articles WHERE (added, key) <= (?1, ?2)) "
        "- (SELECT count(*) FROM articles WHERE archived + 0 = 1 AND (added, key) <= (?1, ?2)), "
        "(SELECT count(*) FROM articles) - (SELECT count(*) FROM articles WHERE archived + 0 = 1)",
        order_key(store, key),
    ).fetchone()
    return (row[0], row[1])


def entries(
    store: Store,
    annotator: str,
    *,
    offset: int = 0,
    limit: int = -1,
    archived: bool = False,
    needle: str = "",
    questions: bool = False,
) -> Iterator[Entry]:
    """The library, in order: articles with `needle` in the title, whatever its case; archived ones too, if `archived`.

    With `questions`, only those that somebody flagged or commented on.
    """
    titled, needle = _titled(store, needle)
    values = {"annotator": annotator, "archived": archived, "limit": limit, "offset": offset}
    rows = store.conn.execute(
        f"SELECT key, title, byline, length, coalesce(status, iif({BELONGS}, 'new', 'others')), "
        "(SELECT count(*) FROM spans WHERE spans.article = id AND spans.layer = :annotator AND state = 'held'), "
        "(SELECT count(*) FROM suggestions JOIN sources ON sources.id = source "
        "WHERE suggestions.article = articles.id AND name NOT LIKE 'near:%'), "
        "coalesce(undecided, 0), coalesce(flagged, 0), archived "
        "FROM articles LEFT JOIN layers ON layers.article = id AND layers.layer = :annotator "
        f"WHERE (archived = 0 OR :archived) AND {titled} AND {_ASKED} "
        "ORDER BY added, key LIMIT :limit OFFSET :offset",
        values | {"needle": needle, "questions": questions},
    )
    return (Entry(*row) for row in rows)


def count(store: Store, needle: str = "", *, questions: bool = False) -> int:
    """How many articles there are with `needle` in the title, archived ones left out; `questions` as in `entries`."""
    titled, needle = _titled(store, needle)
    row = store.conn.execute(
        f"SELECT count(*) FROM articles WHERE archived = 0 AND {titled} AND {_ASKED}",
        {"needle": needle, "questions": questions},
    ).fetchone()
    return int(row[0])


def _titled(store: Store, needle: str) -> tuple[str, str]:
    """The condition that a title has a needle in it, and the needle for it; SQLite knows the case of ASCII alone."""
    if needle.isascii():
        return "(:needle = '' OR instr(lower(title), :needle))", needle.lower()
    store.conn.create_function("in_one_case", 1, _in_one_case, deterministic=True)
    return "instr(in_one_case(title), :needle)", _in_one_case(needle)


def _in_one_case(title: str) -> str:
    return normalize("NFC", title).casefold()


def progress(store: Store, annotator: str) -> Progress:
    """How many articles there are, how many are an annotator's own, and how many of those they are done with."""
    row = store.conn.execute(
        f"SELECT coalesce(sum({COMPLETE}), 0), coalesce(sum(status = 'skipped'), 0) "
        "FROM layers JOIN articles ON id = article WHERE layer = ? AND archived = 0",
        (annotator,),
    ).fetchone()
    return Progress(count(store), row[0], row[1], workload(store, annotator).given)


def order_key(store: Store, key: str | None) -> tuple[str, str]:
    """What an article is ordered by, `(added, key)`; before all others where there is none of that key."""
    row = store.conn.execute("SELECT added, key FROM articles WHERE key = ?", (key or "",)).fetchone()
    return (row[0], row[1]) if row else _START
