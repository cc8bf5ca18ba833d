"""Another project's rows, taken into this one: the union of both, whichever way round it is made.

The other file is never touched: it is read into a copy of its own, which is checked before anything
is taken from it. Decisions are known by their id, articles by their key, suggestions by what they say.
What both sides know differently (when an article was added, its title, its token edges, how many are
enough for it) is settled by a rule that knows no sides, so that the order of merging makes no difference.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from annotator.domain.article import article_key
from annotator.domain.article_labels import renamed_answers
from annotator.domain.conflicts import renamed
from annotator.domain.scheme import Scheme
from annotator.errors import NewerProject, NotAProject
from annotator.storage import connection as sqlite
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.migrations import VERSION
from annotator.storage.rows import ARTICLE_COLUMNS, DECISION, DECISION_COLUMNS
from annotator.storage.store import Store
from annotator.work_folder import work_folder

Named = Callable[[str], str]

MERGED = "merged"
"""The origin of decisions that a copy of this very project has made: they are on nobody's undo stack here."""

_FIELDS = DECISION.split(", ")
_LABELS = [column for column, name in enumerate(_FIELDS) if name in ("label", "was_label")]
_ACTION, _NOTE, _ID, _LAYER = (_FIELDS.index(name) for name in ("action", "note", "id", "layer"))
_INSERT = f"INSERT INTO decisions ({DECISION_COLUMNS}, origin, article) VALUES ({', '.join('?' * (len(_FIELDS) + 2))})"


@dataclass(slots=True)
class Absorbed:
    """What was taken: how many of each, and in how many articles each layer was touched."""

    added: int = 0
    known: int = 0
    decisions: int = 0
    suggestions: int = 0
    layers: Counter[str] = field(default_factory=Counter)


@contextmanager
def snapshot(path: Path) -> Iterator[Store]:
    """Another project as it is now, in a sound and present form; its file is only read.

    Raises `NoProject`, `NotAProject`, `NewerProject` or `ProjectBusy`.
    """
    sqlite.check_file(path)
    with work_folder("annotator-merge-") as folder:
        copy = folder / "other.db"
        with sqlite.sentences(path):
            other = sqlite.connect_to_read(path)
            try:
                (version,) = other.execute("PRAGMA user_version").fetchone()
                if version > VERSION:
                    raise NewerProject(f"{path} was written by a newer version of annotator; nothing was merged.")
                target = sqlite3.connect(copy)
                other.backup(target)
                target.close()
            finally:
                other.close()
        with _renamed(copy, path):
            store = Store.open(copy)
        with store, _sound(path), _renamed(copy, path):
            if store.conn.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise NotAProject(f"{path} is damaged; nothing was merged. `annotator doctor` says more.")
            yield store


@contextmanager
def _renamed(copy: Path, path: Path) -> Iterator[None]:
    """Say of a project what is said of its copy."""
    try:
        yield
    except NotAProject as error:
        raise NotAProject(str(error).replace(str(copy), str(path))) from error


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say of a project that holds what no project can hold that it is none."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAProject(f"{path} holds what makes no sense ({error}); nothing was merged.") from error


def absorb(store: Store, other: Store, scheme: Scheme, named: Named) -> Absorbed:
    """Take another project into this one, in one write; `scheme` is put in force, `named` translates their labels."""
    absorbed = Absorbed()
    with store.write() as conn:
        if scheme != store.scheme():
            save_scheme(store, scheme)
        ids = _articles(store, other, absorbed)
        _tokens(store, other, ids)
        _suggestions(store, other, ids, lambda name: scheme.current(named(name)), absorbed)
        dealt = _assignments(store, other, ids)
        touched = _decisions(store, other, ids, named, absorbed)
        for article, layer in sorted(touched):
            layer_anew(store, article, layer, scheme.current)
            absorbed.layers[layer] += 1
        if absorbed.added or touched or dealt:
            conn.execute("DELETE FROM frontiers")
    return absorbed


def _articles(store: Store, other: Store, absorbed: Absorbed) -> dict[int, int]:
    """Take the articles; gives our row id for each of theirs."""
    known = dict(store.conn.execute("SELECT key, id FROM articles"))
    ids: dict[int, int] = {}
    rows = other.conn.execute(
        f"SELECT id, length, added, archived, text, {ARTICLE_COLUMNS} FROM articles "
        "JOIN texts ON article = id ORDER BY id"
    )
    for number, length, added, archived, text, key, *about in rows:
        if article_key(text) != key or len(text) != length:
            raise ValueError(f"the text of article {key!r} is not its own")
        if key in known:
            absorbed.known += 1
            ids[number] = known[key]
            _same_article(store, known[key], [added, archived, *about])
        else:
            absorbed.added += 1
            ids[number] = _new_article(store, [key, *about, length, added, archived], text)
    return ids


def _new_article(store: Store, row: list[Any], text: str) -> int:
    cursor = store.conn.execute(
        f"INSERT INTO articles ({ARTICLE_COLUMNS}, length, added, archived) VALUES ({', '.join('?' * len(row))})", row
    )
    store.conn.execute("INSERT INTO texts VALUES (?, ?)", (cursor.lastrowid, text))
    return int(cursor.lastrowid or 0)


def _same_article(store: Store, article: int, theirs: list[Any]) -> None:
    """Of two records of one text, keep the one that was added first; it is put away only if both sides say so."""
    columns = "added, archived, title, byline, source, date, language, meta"
    ours = list(store.conn.execute(f"SELECT {columns} FROM articles WHERE id = ?", (article,)).fetchone())
    first = min(ours, theirs, key=lambda row: (row[0], row[2:]))
    kept = [first[0], min(ours[1], theirs[1]), *first[2:]]
    if kept != ours:
        names = ", ".join(f"{name} = ?" for name in columns.split(", "))
        store.conn.execute(f"UPDATE articles SET {names} WHERE id = ?", (*kept, article))


def _tokens(store: Store, other: Store, ids: dict[int, int]) -> None:
    """Token edges of a model go before those of our own; of two models', the ones that sort first."""
    store.conn.executemany(
        "INSERT INTO tokens VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE SET name = excluded.name, "
        "edges = excluded.edges WHERE (excluded.name, excluded.edges) < (name, edges)",
        ((ids[article], name, edges) for article, name, edges in other.conn.execute("SELECT * FROM tokens")),
    )


def _suggestions(store: Store, other: Store, ids: dict[int, int], present: Named, absorbed: Absorbed) -> None:
    names = dict(other.conn.execute("SELECT id, name FROM sources"))
    sources = {number: store.source_id(name) for number, name in names.items()}
    store.conn.executemany(
        "INSERT OR IGNORE INTO suggested VALUES (?, ?)",
        ((ids[article], sources[source]) for article, source in other.conn.execute("SELECT * FROM suggested")),
    )
    rows = other.conn.execute('SELECT article, start, "end", label, source, score FROM suggestions ORDER BY article')
    for article, here in groupby(rows, key=itemgetter(0)):
        before = store.conn.total_changes
        store.conn.executemany(
            'INSERT INTO suggestions (article, start, "end", label, source, score) VALUES (?, ?, ?, ?, ?, ?) '
            "ON CONFLICT DO UPDATE SET score = excluded.score WHERE excluded.score > coalesce(score, -1)",
            ((ids[article], row[1], row[2], present(row[3]), sources[row[4]], row[5]) for row in here),
        )
        if changes := store.conn.total_changes - before:
            absorbed.suggestions += changes
            store.count_anew("article = ?", ids[article])


def _assignments(store: Store, other: Store, ids: dict[int, int]) -> bool:
    """Take who was given what, and what is shared, but no lease; whether any of it is new."""
    before = store.conn.total_changes
    given = other.conn.execute("SELECT article, annotator FROM assignments")
    store.conn.executemany("INSERT OR IGNORE INTO assignments VALUES (?, ?)", ((ids[one], who) for one, who in given))
    shared = other.conn.execute("SELECT article, enough FROM shared")
    store.conn.executemany(
        "INSERT INTO shared VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET enough = excluded.enough "
        "WHERE excluded.enough > enough",
        ((ids[one], enough) for one, enough in shared),
    )
    return store.conn.total_changes > before


def _decisions(
    store: Store, other: Store, ids: dict[int, int], named: Named, absorbed: Absorbed
) -> set[tuple[int, str]]:
    """Take the decisions that are new; gives the layers they are in."""
    touched: set[tuple[int, str]] = set()
    fresh = []
    known = {row[0] for row in store.conn.execute("SELECT id FROM decisions")}
    for *row, origin, article in other.conn.execute(
        f"SELECT {DECISION_COLUMNS}, origin, article FROM decisions ORDER BY id"
    ):
        if row[_ID] in known:
            continue
        for column in _LABELS:
            row[column] = named(row[column]) if row[column] is not None else None
        if row[_ACTION] == "ruled":
            row[_NOTE] = _ruling(row[_NOTE], named)
        touched.add((ids[article], row[_LAYER]))
        fresh.append((*row, MERGED if origin == store.uuid else origin, ids[article]))
    store.conn.executemany(_INSERT, fresh)
    absorbed.decisions = len(fresh)
    return touched


def _ruling(note: str, named: Named) -> str:
    body = json.loads(note)
    spans = [(start, end, named(label)) for start, end, label in body["spans"]]
    body |= {"conflict": renamed(body["conflict"], named), "spans": spans}
    if "cats" in body:
        body["cats"] = dict(renamed_answers(body["cats"].items(), named))
    return json.dumps(body, ensure_ascii=False)
