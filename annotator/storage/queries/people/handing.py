"""Articles handed to annotators by name, and taken back; everything that writes belongs inside a `write()`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.storage.last_words import SHARED, note_words, to
from annotator.storage.queries.assignments import give
from annotator.storage.rows import loaded
from annotator.storage.store import Store
from annotator.storage.team.deals import NOBODYS, Deal

FIELDS = ("source", "byline", "date", "language")
_AMONG = "article IN (SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(:keys)))"
_AT_ONCE = 1_000
_STATUS = "(SELECT status FROM layers WHERE layers.article = assignments.article AND layer = annotator)"


@dataclass(frozen=True, slots=True)
class Given:
    """An article that was given to somebody, and the status of their layer ("new" where they have none)."""

    key: str
    annotator: str
    status: str


def given(store: Store, names: Collection[str], keys: Collection[str] | None = None) -> list[Given]:
    """What was given to these annotators (to anybody, if none are named), of these articles (of all, if None)."""
    asked = {
        _AMONG: keys is not None,
        "annotator IN (SELECT value FROM json_each(:names))": bool(names),
    }
    where = " AND ".join(condition for condition, holds in asked.items() if holds) or "1"
    rows = store.conn.execute(
        f"SELECT key, annotator, coalesce({_STATUS}, 'new') FROM assignments JOIN articles ON id = article "
        f"WHERE {where} ORDER BY added, key, annotator",
        {"keys": json.dumps(list(keys or ())), "names": json.dumps(list(names))},
    )
    return [Given(*row) for row in rows]


def hand(store: Store, keys: Collection[str], names: Collection[str], deal: Deal = NOBODYS) -> list[tuple[str, str]]:
    """Give articles to annotators beside whoever has them; gives what is new, as (key, name).

    What was shared is from then on for those it was given to.
    """
    has = {(one.key, one.annotator) for one in given(store, names, keys)}
    new = [(key, name) for key in keys for name in names if (key, name) not in has]
    unshare(store, keys)
    give(store, new, deal=deal)
    return new


def take_back(store: Store, taken: Iterable[Given], deal: Deal = NOBODYS) -> None:
    """Take what was given back from them; what somebody has begun stays open to them."""
    rows = [(store.article_id(one.key), one.annotator) for one in taken]
    store.conn.executemany("DELETE FROM assignments WHERE article = ? AND annotator = ?", rows)
    note_words(store, [(article, to(name)) for article, name in rows], said=False, deal=deal)
    store.conn.execute("DELETE FROM frontiers")


def unshare(store: Store, keys: Collection[str]) -> int:
    """Share articles no more; gives how many were."""
    asked = {"keys": json.dumps(list(keys))}
    rows = store.conn.execute(f"DELETE FROM shared WHERE {_AMONG} RETURNING article", asked).fetchall()
    note_words(store, [(article, SHARED) for (article,) in rows], said=False)
    store.conn.execute("DELETE FROM frontiers")
    return len(rows)


def fields(store: Store, articles: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What is known of articles (row ids), in order: `FIELDS`, and all of `meta` as `meta.NAME`."""
    for first in range(0, len(articles), _AT_ONCE):
        rows = store.conn.execute(
            "SELECT articles.id, source, byline, date, language, meta FROM json_each(?) AS one "
            "JOIN articles ON articles.id = one.value "
            "ORDER BY one.key",
            (json.dumps(list(articles[first : first + _AT_ONCE])),),
        )
        for article, *about, meta in rows:
            more = {f"meta.{name}": value for name, value in loaded(meta).items()}
            yield article, {**dict(zip(FIELDS, about, strict=True)), **more}
