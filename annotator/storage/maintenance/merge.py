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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.disagreement.conflicts import renamed
from annotator.domain.scheme import Scheme
from annotator.errors import NewerProject, NotAProject
from annotator.storage import connection as sqlite
from annotator.storage.maintenance.differences import Differences, beside, check_decisions, check_texts, differences
from annotator.storage.maintenance.newest_word import NewestWord
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.maintenance.row_ids import RowIds
from annotator.storage.maintenance.scheme import save_scheme, settle
from annotator.storage.migrations import VERSION
from annotator.storage.rows import ARTICLE_COLUMNS, DECISION, DECISION_COLUMNS
from annotator.storage.store import Store
from annotator.work_folder import work_folder

Named = Callable[[str], str]

MERGED = "merged"
"""The origin of decisions that a copy of this very project has made: they are on nobody's undo stack here."""

_FIELDS = DECISION.split(", ")
_LABELS = [column for column, name in enumerate(_FIELDS) if name in ("label", "was_label")]
_ACTION, _NOTE, _ID, _LAYER, _BY = (_FIELDS.index(name) for name in ("action", "note", "id", "layer", "by"))
_OF_REVIEWERS = ("commented", "returned", "undone", "redone")
"""What a reviewer does in the layer of an annotator."""
_AT_ONCE = 1000
_INSERT = f"INSERT INTO decisions ({DECISION_COLUMNS}, origin, article) VALUES ({', '.join('?' * (len(_FIELDS) + 2))})"


@dataclass(slots=True)
class Absorbed:
    """What was taken: how many of each, and in how many articles each layer was touched."""

    added: int = 0
    known: int = 0
    decisions: int = 0
    suggestions: int = 0
    layers: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    """How many articles were given to each annotator by this, and taken from them."""
    namesakes: Counter[str] = field(default_factory=Counter)
    """How many decisions are new that were made elsewhere under the name of somebody who decides here, too."""


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
            settle(store)
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


def absorb(store: Store, other: Store, scheme: Scheme, named: Named, *, trust: bool = False) -> Absorbed:
    """Take another project into this one, in one write; `scheme` is put in force, `named` translates their labels.

    Raises `NotAProject` for decisions of one person in the layer of another, unless `trust`.
    """

    def present(name: str) -> str:
        return scheme.current(named(name))

    absorbed = Absorbed()
    check_texts(other)
    if not trust:
        _check_hands(other)
    with beside(store, other):
        check_decisions(store)
        new = differences(store, present)
    here = _deciders(store) if new.decisions else set()
    with store.write() as conn:
        if scheme != store.scheme():
            save_scheme(store, scheme)
        words = NewestWord(store, other)
        ids = _articles(store, other, words, new, absorbed)
        _tokens(store, other, ids, new)
        absorbed.suggestions = _suggestions(store, other, ids, present, new)
        dealt = words.join(ids)
        absorbed.given, absorbed.taken = +words.given, +words.taken
        touched = _decisions(store, other, ids, named=named, new=new, here=here, absorbed=absorbed)
        for article, layer in sorted(touched):
            layer_anew(store, article, layer, scheme.current)
            absorbed.layers[layer] += 1
        if new.articles or touched or dealt:
            conn.execute("DELETE FROM frontiers")
    return absorbed


def _articles(store: Store, other: Store, words: NewestWord, new: Differences, absorbed: Absorbed) -> RowIds:
    """Take the articles that are new or described otherwise; gives our row id for each of theirs."""
    ids = new.ids
    rows = other.conn.execute(
        f"SELECT id, length, added, archived, text, {ARTICLE_COLUMNS} FROM articles "
        "JOIN texts ON article = id WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(new.articles)),),
    )
    for number, length, added, archived, text, key, *about in rows:
        if store.has_article(key):
            ids[number] = store.article_id(key)
            _same_article(store, words, ids[number], number, [added, archived, *about])
        else:
            absorbed.added += 1
            ids[number] = _new_article(store, [key, *about, length, added, archived], text)
    absorbed.known = len(ids) - absorbed.added
    return ids


def _new_article(store: Store, row: list[Any], text: str) -> int:
    cursor = store.conn.execute(
        f"INSERT INTO articles ({ARTICLE_COLUMNS}, length, added, archived) VALUES ({', '.join('?' * len(row))})", row
    )
    store.conn.execute("INSERT INTO texts VALUES (?, ?)", (cursor.lastrowid, text))
    return int(cursor.lastrowid or 0)


def _same_article(store: Store, words: NewestWord, article: int, number: int, theirs: list[Any]) -> None:
    """Of two records of one text, keep the one that was added first; whether it is put away, the words say."""
    columns = "added, archived, title, byline, source, date, language, meta"
    ours = list(store.conn.execute(f"SELECT {columns} FROM articles WHERE id = ?", (article,)).fetchone())
    first = min(ours, theirs, key=lambda row: (row[0], row[2:]))
    kept = [first[0], words.archived(article, number, ours[1], theirs[1]), *first[2:]]
    if kept != ours:
        names = ", ".join(f"{name} = ?" for name in columns.split(", "))
        store.conn.execute(f"UPDATE articles SET {names} WHERE id = ?", (*kept, article))


def _tokens(store: Store, other: Store, ids: RowIds, new: Differences) -> None:
    """Token edges of a model go before those of our own; of two models', the ones that sort first."""
    store.conn.executemany(
        "INSERT INTO tokens VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE SET name = excluded.name, "
        "edges = excluded.edges WHERE (excluded.name, excluded.edges) < (name, edges)",
        ((ids[article], name, edges) for article, name, edges in _of(other, "*", "tokens", new.tokens)),
    )


def _suggestions(store: Store, other: Store, ids: RowIds, present: Named, new: Differences) -> int:
    """Take the suggestions that are new, or surer than ours; gives how many."""
    taken = 0
    names = dict(other.conn.execute("SELECT id, name FROM sources"))
    sources = {number: store.source_id(name) for number, name in names.items()}
    store.conn.executemany(
        "INSERT OR IGNORE INTO suggested VALUES (?, ?)",
        ((ids[article], sources[source]) for article, source in _of(other, "*", "suggested", new.suggested)),
    )
    rows = _of(other, 'article, start, "end", label, source, score', "suggestions", new.suggestions)
    for article, here in groupby(rows, key=itemgetter(0)):
        before = store.conn.total_changes
        store.conn.executemany(
            'INSERT INTO suggestions (article, start, "end", label, source, score) VALUES (?, ?, ?, ?, ?, ?) '
            "ON CONFLICT DO UPDATE SET score = excluded.score WHERE excluded.score > coalesce(score, -1)",
            ((ids[article], row[1], row[2], present(row[3]), sources[row[4]], row[5]) for row in here),
        )
        if changes := store.conn.total_changes - before:
            taken += changes
            store.count_anew("article = ?", ids[article])
    return taken


def _check_hands(other: Store) -> None:
    """Everybody decides in their own layer; what says otherwise was not written by a program of ours."""
    row = other.conn.execute(
        "SELECT by, layer, count(*) FROM decisions WHERE by != layer AND layer != ? "
        f"AND action NOT IN ({', '.join('?' * len(_OF_REVIEWERS))}) GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1",
        (GOLD, *_OF_REVIEWERS),
    ).fetchone()
    if row:
        raise NotAProject(
            f"It holds {row[2]} decisions of {row[0]} in the layer of {row[1]}, where nobody else decides. Nothing was "
            "merged; `--trust` takes them all the same."
        )


def _of(other: Store, columns: str, table: str, articles: Iterable[int]) -> sqlite3.Cursor:
    """Rows of a table that belong to articles, by article."""
    return other.conn.execute(
        f"SELECT {columns} FROM {table} WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article",
        (json.dumps(sorted(articles)),),
    )


def _decisions(
    store: Store, other: Store, ids: RowIds, *, named: Named, new: Differences, here: set[str], absorbed: Absorbed
) -> set[tuple[int, str]]:
    """Take the decisions that are new; gives the layers they are in. `here` are those who decide here, too."""
    touched: set[tuple[int, str]] = set()
    rows = other.conn.execute(
        f"SELECT {DECISION_COLUMNS}, origin, article FROM decisions "
        "WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(new.decisions)),),
    )
    while some := rows.fetchmany(_AT_ONCE):
        known = _known(store, [row[_ID] for row in some])
        fresh = []
        for *row, origin, article in some:
            if row[_ID] in known:
                continue  # somebody else has just merged it
            for column in _LABELS:
                row[column] = named(row[column]) if row[column] is not None else None
            if row[_ACTION] == "ruled":
                row[_NOTE] = _ruling(row[_NOTE], named)
            touched.add((ids[article], row[_LAYER]))
            absorbed.namesakes[row[_BY]] += row[_BY] in here and origin != store.uuid
            fresh.append((*row, MERGED if origin == store.uuid else origin, ids[article]))
        store.conn.executemany(_INSERT, fresh)
        absorbed.decisions += len(fresh)
    return touched


def _deciders(store: Store) -> set[str]:
    """Who has decided in this project itself."""
    return {by for (by,) in store.conn.execute("SELECT DISTINCT by FROM decisions WHERE origin = ?", (store.uuid,))}


def _known(store: Store, some: list[str]) -> set[str]:
    rows = store.conn.execute(
        "SELECT id FROM decisions WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(some),)
    )
    return {id_ for (id_,) in rows}


def _ruling(note: str, named: Named) -> str:
    body = json.loads(note)
    spans = [(start, end, named(label)) for start, end, label in body["spans"]]
    body |= {"conflict": renamed(body["conflict"], named), "spans": spans}
    if "cats" in body:
        body["cats"] = dict(renamed_answers(body["cats"].items(), named))
    return json.dumps(body, ensure_ascii=False)
