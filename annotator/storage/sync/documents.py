"""What is said of a project as a whole by its owner, and about a layer beside its decisions, as documents of rows.

One has the labels with their history and who is who, one the rounds and who labels what, one the hidden gold, which no
annotator reads. Everybody makes others, each about one layer. A document is read as a project that holds nothing else,
so that it is joined as another project is that is merged. Articles are named by their keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any, Literal

import orjson

from annotator.storage.last_words import LOOK
from annotator.storage.maintenance.merging.newest_word import NewestWord
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import COLUMNS as ASIDE
from annotator.storage.team.called import Who
from annotator.work_folder import work_folder

Document = Mapping[str, list[list[Any]]]
_KEY = "JOIN articles ON articles.id = article"
Kind = Literal["labels", "work", "hidden", "of_layer"]
_Tables = dict[str, tuple[str, int]]
"""Each table of a document: its rows, and how many values one has."""
_LABELS: _Tables = {
    "project": ("SELECT uuid, scheme, guide FROM project", 3),
    "scheme_events": ("SELECT * FROM scheme_events ORDER BY id", 12),
    "scheme_versions": ("SELECT * FROM scheme_versions ORDER BY id", 3),
    "people": ("SELECT * FROM people ORDER BY name", 4),
    "same_people": ("SELECT * FROM same_people ORDER BY old, new", 3),
    "sources": ("SELECT name, off, folds FROM sources WHERE off OR folds != '{}' ORDER BY name", 3),
}  # fmt: skip
_WORK: _Tables = {
    "rounds": ("SELECT * FROM rounds ORDER BY id", 4),
    "articles": ("SELECT key, archived FROM articles WHERE archived ORDER BY key", 2),
    "deals": (f"SELECT deals.id, round, key, annotator, said, by FROM deals {_KEY} ORDER BY deals.id", 6),
    "assignments": (f"SELECT key, annotator FROM assignments {_KEY} ORDER BY 1, 2", 2),
    "shared": (f"SELECT key, enough FROM shared {_KEY} ORDER BY 1", 2),
    "last_words": (
        f"SELECT key, word, said, at FROM last_words {_KEY} WHERE word NOT GLOB '{LOOK}*' ORDER BY 1, 2", 4
    ),
}  # fmt: skip
_HIDDEN: _Tables = {
    "hidden_gold": (f"SELECT key, round, spans, whole, hidden_gold.at FROM hidden_gold {_KEY} ORDER BY 1", 5)
}  # fmt: skip
_LISTS = (
    "SELECT name, kind, by, at, dropped, iif(at > dropped AND json_valid(about), about, '{}') FROM worklists "
    "WHERE at <= dropped OR name IN (SELECT list FROM worklist_places WHERE layer = :layer) ORDER BY name"
)
_PLACES = (
    'SELECT list, key, layer, start, "end", label, suggested, guide, made, state, place.at, step '
    f"FROM worklist_places AS place {_KEY} WHERE layer = :layer "
    "AND (:everything OR article IN (SELECT article FROM sync_sent)) ORDER BY 1, 2, 4, 5, 6"
)
_OF_LAYER: _Tables = {
    "worklists": (_LISTS, 6),
    "worklist_places": (_PLACES, 12),
    "strings_aside": (f"SELECT {ASIDE} FROM strings_aside WHERE layer = :layer ORDER BY string", 7),
}
_DOCUMENTS: dict[Kind, _Tables] = {"labels": _LABELS, "work": _WORK, "hidden": _HIDDEN, "of_layer": _OF_LAYER}
_TABLES = _LABELS | _WORK | _HIDDEN | _OF_LAYER
_KEYED = {"deals": 2, "assignments": 0, "shared": 0, "last_words": 0, "hidden_gold": 0, "worklist_places": 1}
"""The place of the article's key in a row."""


def document(store: Store, kind: Kind, *, layer: str = "", everything: bool = True) -> dict[str, list[list[Any]]]:
    """What the project says now; of a `layer`, of articles that came from the share alone, unless `everything`."""
    of = {"layer": layer, "everything": everything}
    return {name: [list(row) for row in store.conn.execute(query, of)] for name, (query, _) in _DOCUMENTS[kind].items()}


def hash_of(said: Document) -> str:
    """A hash by which a document is known from others."""
    return sha256(orjson.dumps(list(said.items()))).hexdigest()


@contextmanager
def as_project(said: Document) -> Iterator[Store]:
    """A document as a project, its articles without texts.

    Raises `ValueError`, `TypeError` or `KeyError` where it makes no sense.
    """
    for name, rows in said.items():
        if any(len(row) != _TABLES[name][1] for row in rows):
            raise ValueError(f"a row of {name} is too long or too short")
    keys: dict[str, int] = {row[place]: 0 for name, place in _KEYED.items() for row in said.get(name, ())}
    keys.update((key, archived) for key, archived in said.get("articles", ()))
    with work_folder("annotator-sync-") as folder, Store.create(folder / "document.db") as store, store.write() as conn:
        conn.executemany(
            "INSERT INTO articles (key, archived, title, byline, source, date, language, meta, length, added) "
            "VALUES (?, ?, '', '', '', '', '', '{}', 0, '')",
            keys.items(),
        )
        for row in said.get("project", ()):
            conn.execute("UPDATE project SET uuid = ?, scheme = ?, guide = ?", row)
        for name, rows in said.items():
            if name not in ("project", "articles", "sources"):
                _put(store, name, rows)
        for name, off, folds in said.get("sources", ()):
            conn.execute("INSERT INTO sources (name, off, folds) VALUES (?, ?, ?)", (name, off, folds))
        yield store


def _put(store: Store, name: str, rows: list[list[Any]]) -> None:
    place = _KEYED.get(name)
    if place is not None:
        rows = [[*row[:place], store.article_id(row[place]), *row[place + 1 :]] for row in rows]
    store.conn.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * _TABLES[name][1])})", rows)


def join_words(store: Store, theirs: Store, who: Who) -> None:
    """Take whom articles are for and which are put away: the newest word holds. Raises `ProjectBusy`.

    Articles that are not here are passed over.
    """
    rows = theirs.conn.execute("SELECT id, key, archived FROM articles").fetchall()
    in_short_writes(store, rows, partial(_join_words, store, theirs, who))


def _join_words(store: Store, theirs: Store, who: Who, rows: Sequence[tuple[int, str, int]]) -> None:
    ids = {one: store.article_id(key) for one, key, _ in rows if store.has_article(key)}
    words = NewestWord(store, theirs, ids, ids, who)
    changed = words.join(ids)
    for one, _, there in rows:
        if one not in ids:
            continue
        (here,) = store.conn.execute("SELECT archived FROM articles WHERE id = ?", (ids[one],)).fetchone()
        if (now := words.archived(ids[one], one, here, there)) != here:
            store.conn.execute("UPDATE articles SET archived = ? WHERE id = ?", (now, ids[one]))
            changed = True
    if changed:
        store.conn.execute("DELETE FROM frontiers")
