"""What review asks of a project: the state of an article's layers, and which articles wait for a reviewer.

An article waits when its layers are finished, none of them is on its way back to an annotator, and
the gold layer was not approved since the last of them changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap

from annotator.domain.claims.said import NO_CLAIMS, ClaimsMade
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import align_labels, renamed_answers
from annotator.domain.layer import Comment, Status
from annotator.domain.span import Span
from annotator.storage.claims.disputed import claims_disputed
from annotator.storage.claims.read import read_claims
from annotator.storage.queries.queue import order_key
from annotator.storage.rows import loaded
from annotator.storage.store import Store

UNCHANGED = f"""
    (SELECT max(seq) FROM decisions WHERE article = articles.id AND layer = '{GOLD}' AND action = 'approved') >
    (SELECT max((SELECT max(seq) FROM decisions WHERE article = one.article AND layer = one.layer))
      FROM layers AS one WHERE one.article = articles.id AND one.layer != '{GOLD}' AND one.status = 'finished')"""
"""That nobody has changed a finished layer since the article was approved."""
_WAITING = f"""
SELECT key, title, added,
  (SELECT count(*) FROM layers WHERE article = id AND layer != '{GOLD}' AND status = 'finished') AS finished,
  (SELECT status FROM layers WHERE article = id AND layer = '{GOLD}') AS state
FROM articles WHERE archived = 0
  AND NOT EXISTS (SELECT 1 FROM layers WHERE article = id AND status = 'returned')
  AND NOT (state IS 'approved' AND {UNCHANGED})
  AND finished >= :least"""
_FINISHED = f"""
  AND id IN (
    SELECT article FROM layers WHERE layer != '{GOLD}' AND status = 'finished' GROUP BY article
    HAVING count(*) >= :least)"""
_NEAR = """
  AND id IN (
    SELECT id FROM articles WHERE archived = 0 AND (added, key) > (:added, :key) ORDER BY added, key LIMIT :near)"""
_NEAREST = 200
_DISPUTED = f"""
SELECT 1 FROM spans JOIN layers USING (article, layer)
WHERE article = ? AND state = 'held' AND layer != '{GOLD}' AND status = 'finished'
GROUP BY start, "end", label HAVING count(*) < ? LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that waits for a reviewer; `begun` if it was reviewed before."""

    key: str
    title: str
    finished: int
    begun: bool


def waiting(store: Store, *, least: int = 2) -> list[Waiting]:
    """The articles that wait for a reviewer, in the order of the project; `least` layers are finished."""
    return list(_waiting(store, None, least))


def _waiting(store: Store, after: str | None, least: int, among: str = _FINISHED) -> Iterator[Waiting]:
    behind = order_key(store, after)
    rows = store.conn.execute(
        f"{_WAITING} {among} AND key != :after ORDER BY (added, key) <= (:added, :key), added, key",
        {"least": least, "after": after or "", "added": behind[0], "key": behind[1], "near": _NEAREST},
    )
    return (Waiting(key, title, finished, state is not None) for key, title, _, finished, state in rows)


def waits(store: Store, key: str) -> bool:
    """Whether an article waits for a reviewer, be it with one layer alone."""
    return store.conn.execute(f"{_WAITING} AND key = :key", {"least": 1, "key": key}).fetchone() is not None


def next_to_review(store: Store, after: str | None = None, *, least: int = 2) -> str | None:
    """The key of the next article that waits for a reviewer, behind `after` or from the start again; None if none."""
    return next((one.key for one in coming(store, after, least)), None)


def coming(store: Store, after: str | None, least: int) -> Iterator[Waiting]:
    """Those that wait behind `after` or from the start again; the nearest, which are found at once, come twice."""
    yield from _waiting(store, after, least, _NEAR)
    yield from _waiting(store, after, least)


def next_disputed(store: Store, after: str | None = None) -> str | None:
    """The same, but only articles on which two or more annotators do not agree."""
    return next((one.key for one in coming(store, after, 2) if disputed(store, one)), None)


def undisputed(store: Store) -> list[str]:
    """The keys of the articles that wait for a reviewer and on which two or more annotators agree throughout."""
    return [one.key for one in waiting(store) if not disputed(store, one)]


def disputed(store: Store, one: Waiting) -> bool:
    """Whether the annotators of an article do not agree throughout."""
    article = store.article_id(one.key)
    if store.conn.execute(_DISPUTED, (article, one.finished)).fetchone():
        return True
    labels = align_labels(_cats(store, one.key), store.scheme().groups)
    return bool(labels.conflicts) or claims_disputed(store.conn, article, store.scheme().claims)


def _cats(store: Store, key: str, layer: str = "") -> dict[str, dict[str, bool]]:
    """The article labels of each finished layer of an article but the gold one, or of one layer, by name."""
    which = "layer = ?" if layer else f"layer != '{GOLD}' AND status = 'finished'"
    rows = store.conn.execute(
        f"SELECT layer, cats FROM layers WHERE article = ? AND {which}",
        (store.article_id(key), *([layer] if layer else ())),
    )
    current = store.scheme().current
    return {name: dict(renamed_answers(loaded(cats).items(), current)) for name, cats in rows}


def neighbour_to_review(store: Store, key: str | None, *, back: bool = False) -> str | None:
    """The article before or behind another one that somebody has finished (the first, if no other is named)."""
    sign, order = ("<", "DESC") if back else (">", "ASC")
    row = store.conn.execute(
        f"SELECT key FROM articles WHERE (added, key) {sign} (?, ?) AND archived = 0 "
        f"AND EXISTS (SELECT 1 FROM layers WHERE article = id AND layer != '{GOLD}' AND status = 'finished') "
        f"ORDER BY added {order}, key {order} LIMIT 1",
        order_key(store, key),
    ).fetchone()
    return str(row[0]) if row else None


def statuses(store: Store, key: str) -> dict[str, Status]:
    """The status of each layer of an article, the gold layer too, by name."""
    rows = store.conn.execute(
        "SELECT layer, status FROM layers WHERE article = ? ORDER BY layer", (store.article_id(key),)
    )
    return dict(rows.fetchall())


def revisions(store: Store, key: str) -> dict[str, int]:
    """The revision that each layer of an article stands at, by name."""
    rows = store.conn.execute("SELECT layer, revision FROM layers WHERE article = ?", (store.article_id(key),))
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class LayerView:
    """What an annotator holds true of an article, in the order of the text, and wrote about it, oldest first.

    `cats` are the labels of the article as a whole that hold (True) or do not (False); `claims` are read where the
    scheme has any.
    """

    spans: tuple[Span, ...]
    comments: tuple[Comment, ...]
    cats: Mapping[str, bool]
    claims: ClaimsMade


def layer_view(store: Store, key: str, layer: str) -> LayerView:
    """A layer as review compares it: its spans and article labels as they were last written, its comments."""
    values = (store.article_id(key), layer)
    spans = store.conn.execute(
        "SELECT start, \"end\", label FROM spans WHERE article = ? AND layer = ? AND state = 'held' "
        'ORDER BY start, "end", label',
        values,
    )
    commented = "SELECT 1 FROM decisions WHERE article = ? AND layer = ? AND action = 'commented'"
    comments = store.layer(key, layer).layer.comments if store.conn.execute(commented, values).fetchone() else ()
    claims = read_claims(store.conn, *values) if store.scheme().claims else NO_CLAIMS
    return LayerView(tuple(starmap(Span, spans)), tuple(comments), _cats(store, key, layer).get(layer, {}), claims)
