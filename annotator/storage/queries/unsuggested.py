"""Which articles a set of sources has not been over yet, page by page, so that any project fits in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from annotator.storage.store import Store

_PAGE = 200
_NAMED = "(? OR key IN (SELECT value FROM json_each(?)))"


def _named(keys: Sequence[str]) -> tuple[bool, str]:
    """The values of `_NAMED`."""
    return not keys, json.dumps(list(keys))


def unsuggested(
    store: Store,
    sources: Sequence[str],
    *,
    shard: tuple[int, int] = (1, 1),
    redo: bool = False,
    but: Collection[str] = (),
    keys: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """`(key, text)` of each article that lacks one of the sources (of every article, if `redo`), in order.

    Where `keys` name some, only those.
    Articles whose language is one of `but` are left out. `shard` is `(i, n)`: every n-th article,
    beginning with the i-th (from 1).
    """
    marks = ", ".join("?" * len(sources))
    lacking = (
        f"AND (SELECT count(*) FROM suggested JOIN sources ON sources.id = source "
        f"WHERE article = articles.id AND name IN ({marks})) < ?"
    )
    last = 0
    while True:
        rows = store.conn.execute(
            "SELECT id, key, text FROM articles JOIN texts ON article = id WHERE id > ? AND archived = 0 "
            f"AND language NOT IN ({', '.join('?' * len(but))}) "
            f"AND {_NAMED} AND id % ? = ? {'' if redo else lacking} ORDER BY id LIMIT {_PAGE}",
            (last, *but, *_named(keys), shard[1], shard[0] % shard[1], *(() if redo else (*sources, len(sources)))),
        ).fetchall()
        yield from ((key, text) for _, key, text in rows)
        if len(rows) < _PAGE:
            return
        last = rows[-1][0]


def unsuggested_languages(
    store: Store,
    sources: Sequence[str],
    *,
    shard: tuple[int, int] = (1, 1),
    redo: bool = False,
    keys: Sequence[str] = (),
) -> dict[str, int]:
    """How many articles of each language `unsuggested` gives."""
    done = 0 if redo else len(sources)
    marks = ", ".join("?" * len(sources))
    rows = store.conn.execute(
        f"SELECT language, count(*) FROM articles WHERE archived = 0 AND {_NAMED} AND id % ? = ? AND (? = 0 OR ("
        "SELECT count(*) FROM suggested JOIN sources ON sources.id = source "
        f"WHERE article = articles.id AND name IN ({marks})) < ?) GROUP BY language ORDER BY language",
        (*_named(keys), shard[1], shard[0] % shard[1], done, *sources, done),
    )
    return dict(rows.fetchall())
