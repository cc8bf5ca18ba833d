"""Articles on their way: each whole, with its text, its token edges and all that sources suggest for it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from annotator.domain.article import article_key
from annotator.storage.rows import ARTICLE_COLUMNS
from annotator.storage.store import Store
from annotator.storage.token_edges import are_edges

COLUMNS = (*ARTICLE_COLUMNS.split(", "), "added", "text", "tokenizer", "edges", "suggested")
"""`edges` are those of `token_edges`, in Base64; `suggested` is `{source: [[start, end, label, score]]}`."""
_AT_ONCE = 200
_ABOUT = [*ARTICLE_COLUMNS.split(", ")[1:], "added"]
Row = list[Any]


def changed(store: Store) -> Iterator[list[tuple[int, str, Row]]]:
    """The articles of which something was not sent yet, some at a time: row id, hash, row."""
    last = 0
    while ids := [one for (one,) in store.conn.execute(
        "SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)
    )]:  # fmt: skip
        before = dict(
            store.conn.execute("SELECT article, hash FROM sync_sent WHERE article BETWEEN ? AND ?", (ids[0], ids[-1]))
        )
        rows = [(one, _hash(row), row) for one, row in _rows(store, ids[0], ids[-1])]
        if some := [row for row in rows if before.get(row[0]) != row[1]]:
            yield some
        last = ids[-1]


def _rows(store: Store, first: int, last: int) -> Iterator[tuple[int, Row]]:
    suggested: dict[int, dict[str, list[Any]]] = {}
    between = "article BETWEEN ? AND ?"
    for article, name in store.conn.execute(
        f"SELECT article, name FROM suggested JOIN sources ON id = source WHERE {between} ORDER BY article, name",
        (first, last),
    ):
        suggested.setdefault(article, {})[name] = []
    rows = store.conn.execute(
        f'SELECT article, name, start, "end", label, score FROM suggestions JOIN sources ON id = source '
        f'WHERE {between} ORDER BY article, name, start, "end", label',
        (first, last),
    )
    for (article, name), some in groupby(rows, key=itemgetter(0, 1)):
        suggested.setdefault(article, {})[name] = [list(row[2:]) for row in some]
    for article, edges, *row in store.conn.execute(
        f"SELECT id, edges, {ARTICLE_COLUMNS}, added, text, coalesce(tokens.name, '') FROM articles "
        "JOIN texts ON texts.article = id LEFT JOIN tokens ON tokens.article = id WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, last),
    ):
        yield article, [*row, b64encode(edges or b"").decode(), suggested.get(article, {})]


def _hash(row: Row) -> str:
    return sha256(orjson.dumps(row)).hexdigest()


def note_sent(store: Store, some: Sequence[tuple[int, str]]) -> None:
    """Note, inside a `write()`, what of articles lies ready, was sent or came: row id and hash."""
    store.conn.executemany("INSERT OR REPLACE INTO sync_sent VALUES (?, ?)", some)


def take(store: Store, rows: Sequence[Row]) -> int:
    """Take articles as their owner has them, inside a `write()`; gives how many are new.

    Raises `ValueError`, `TypeError` or `KeyError` where something in them cannot be.
    """
    added = 0
    for row in rows:
        one = dict(zip(COLUMNS, row, strict=True))
        if article_key(one["text"]) != one["key"]:
            raise ValueError(f"the text of article {one['key']!r} is not its own")
        added += _article(store, one)
        _tokens(store, one)
        _suggestions(store, one)
        note_sent(store, [(store.article_id(one["key"]), _hash(row))])
    return added


def _article(store: Store, one: Mapping[str, Any]) -> bool:
    about = [one[name] for name in _ABOUT]
    if not isinstance(orjson.loads(one["meta"]), dict):
        raise TypeError("what is said of an article is no table")
    if store.has_article(one["key"]):
        names = ", ".join(f"{name} = ?" for name in _ABOUT)
        now = store.conn.execute(f"SELECT {', '.join(_ABOUT)} FROM articles WHERE key = ?", (one["key"],)).fetchone()
        if list(now) != about:
            store.conn.execute(f"UPDATE articles SET {names} WHERE key = ?", (*about, one["key"]))
            store.conn.execute("DELETE FROM frontiers")
        return False
    row = store.conn.execute(
        f"INSERT INTO articles (key, {', '.join(_ABOUT)}, length) VALUES ({', '.join('?' * (len(_ABOUT) + 2))})",
        (one["key"], *about, len(one["text"])),
    )
    store.conn.execute("INSERT INTO texts VALUES (?, ?)", (row.lastrowid, one["text"]))
    store.conn.execute("DELETE FROM frontiers")
    return True


def _tokens(store: Store, one: Mapping[str, Any]) -> None:
    if one["tokenizer"]:
        edges = b64decode(one["edges"], validate=True)
        if not are_edges(edges, len(one["text"])):
            raise ValueError(f"the token edges of article {one['key']!r} are none of its text")
        store.conn.execute(
            "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", (store.article_id(one["key"]), one["tokenizer"], edges)
        )


def _suggestions(store: Store, one: Mapping[str, Any]) -> None:
    length = len(one["text"])
    for source, spans in one["suggested"].items():
        if any(not 0 <= start < end <= length or not label for start, end, label, _ in spans):
            raise ValueError(f"a suggestion for article {one['key']!r} is not in its text")
        store.add_suggestions(one["key"], source, (tuple(span) for span in spans))
