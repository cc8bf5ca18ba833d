"""A project cut at a tag: a project file that holds what there was then, and nothing that came later.

It is a new file, into which only what is named here is written: the articles of the tag as they were, the decisions
there were in them, the labels with their history, for whom each article was, and the tag itself. Suggestions, places
and lists are not part of a tag. Whoever is called otherwise is so in every column; where nothing else differs, the file
has the same bytes whenever it is made. It has the name (`uuid`) of the project.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annotator.domain.decisions import GOLD, id_from
from annotator.domain.history.events import SchemeEvent
from annotator.domain.history.fold import fold
from annotator.domain.scheme_form import from_form
from annotator.errors import AnnotatorError
from annotator.progress import ProgressCallback
from annotator.storage.connection import sentences
from annotator.storage.maintenance.rebuild import layer_anew, stack_anew
from annotator.storage.maintenance.releases.called import AS_THEY_ARE, Called
from annotator.storage.maintenance.scheme_history import Version, history, keep, keep_versions, versions
from annotator.storage.rows import DECISION_COLUMNS
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag
from annotator.work_folder import to_disk

_DECISION = ", ".join(f"theirs.{name}" for name in DECISION_COLUMNS.split(", "))
_ARTICLE = "title, byline, source, date, language"
_TAGGED = ", ".join(f"tagged.{name}" for name in _ARTICLE.split(", "))
_NAMED = (
    ("decisions", "layer"), ("decisions", "by"), ("scheme_events", "by"), ("tags", "by"), ("worklists", "by"),
    ("rounds", "by"), ("deals", "by"), ("deals", "annotator"), ("collected", "by"),
    ("strings_aside", "by"),
)  # fmt: skip
_LAYERS = "SELECT DISTINCT article, layer FROM main.decisions ORDER BY 1, 2"
_DEALT = (
    "SELECT article, annotator, said, max(id) FROM whole.deals WHERE substr(id, 1, 13) <= ? GROUP BY article, annotator"
)
"""The last that was said of each article and annotator up to a moment."""
_CALLED = {
    "theirs.layer": "who(theirs.layer)",
    "theirs.by": "who(theirs.by)",
    "theirs.source": "source_of(theirs.action, theirs.source)",
    "theirs.note": "note_of(theirs.action, theirs.note)",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What is in a project that was cut: how many articles and decisions."""

    articles: int
    decisions: int


def everybody(store: Store) -> list[str]:
    """Everybody who is named in a project: who decided, has a layer, changed labels, dealt out or tagged; in order."""
    rows = store.conn.execute(" UNION ".join(f"SELECT {column} FROM {table}" for table, column in _NAMED))
    return sorted({name for (name,) in rows} - {"", GOLD})


def cut(
    store: Store,
    tag: Tag,
    target: Path,
    called: Called = AS_THEY_ARE,
    *,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Cut:
    """Write a project as it was at a tag to a file that is not there yet; `progress` hears of how many layers.

    Raises `ProjectError`.
    """
    with sentences(target):
        made = target.with_name(f"{target.name}.made")
        with Store.create(made) as new:
            found = _fill(new, store, tag, called, progress)
        with closing(sqlite3.connect(made)) as whole:
            whole.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target)) as whole:  # else whoever opens it changes its bytes by that
            whole.execute("PRAGMA journal_mode = WAL")
        made.unlink()
        to_disk(target)
    return found


def _fill(new: Store, store: Store, tag: Tag, called: Called, progress: ProgressCallback) -> Cut:
    conn = new.conn
    conn.create_function("who", 1, called.who, deterministic=True)
    conn.create_function("note_of", 2, called.note, deterministic=True)
    conn.create_function("source_of", 2, called.source, deterministic=True)
    conn.create_function("meta_of", 1, called.meta, deterministic=True)
    conn.execute("ATTACH ? AS whole", (str(store.path.absolute()),))
    with new.write():
        _take(conn, tag, called)
        events, versions_ = _history(store, tag)
        keep(new, (called.event(one) for one in events))
        keep_versions(new, versions_)
        conn.execute(
            "UPDATE project SET (uuid, scheme, guide) = (SELECT ?, scheme, guide FROM main.tags)", (store.uuid,)
        )
    with new.write():
        current = new.scheme().current
        layers = conn.execute(_LAYERS).fetchall()
        for done, (article, layer) in enumerate(layers, 1):
            layer_anew(new, article, layer, current)
            progress(done, len(layers))
        stack_anew(new)
        conn.execute("UPDATE _sqlite_migrations SET applied_at = ?", (tag.at,))
    articles, decisions = (
        int(conn.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]) for table in ("articles", "decisions")
    )
    conn.execute("DROP TABLE chosen")
    conn.execute("DETACH whole")
    return Cut(articles, decisions)


def _take(conn: sqlite3.Connection, tag: Tag, called: Called) -> None:
    """Take the articles of the tag, in their order, what was decided in them, and the tag."""
    name = (tag.name,)
    conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, was INTEGER UNIQUE)")
    conn.execute(
        "INSERT INTO chosen (was) SELECT article FROM whole.tagged_articles WHERE tag = ? ORDER BY place", name
    )
    conn.execute(
        f"INSERT INTO main.articles (id, key, {_ARTICLE}, meta, length, added) SELECT chosen.id, key, "
        f"{_TAGGED}, meta_of(tagged.meta), length, added "
        "FROM chosen JOIN whole.tagged_articles AS tagged ON tagged.article = was AND tag = ? "
        "JOIN whole.articles AS theirs ON theirs.id = was ORDER BY chosen.id",
        name,
    )
    conn.execute(
        "INSERT INTO main.texts SELECT chosen.id, text FROM chosen JOIN whole.texts AS theirs ON theirs.article = was"
    )
    conn.execute(
        "INSERT INTO main.tokens SELECT chosen.id, tokenizer, edges FROM chosen "
        "JOIN whole.tagged_articles AS tagged ON tagged.article = was AND tag = ? WHERE edges IS NOT NULL",
        name,
    )
    columns = ", ".join(_CALLED.get(column, column) for column in _DECISION.split(", "))
    conn.execute(
        f"INSERT INTO main.decisions ({DECISION_COLUMNS}, guide, origin, article) "
        f"SELECT {columns}, theirs.guide, theirs.origin, chosen.id FROM whole.decisions AS theirs "
        "JOIN chosen ON was = theirs.article WHERE seq <= ? ORDER BY seq",
        (tag.last,),
    )
    (last,) = conn.execute("SELECT count(*) FROM main.decisions").fetchone()
    with suppress(ValueError, OverflowError):  # a time that no program of ours has written
        conn.execute(
            "INSERT OR IGNORE INTO main.assignments SELECT chosen.id, who(annotator) FROM "
            f"({_DEALT}) JOIN chosen ON was = article WHERE said",
            (id_from(datetime.fromisoformat(tag.at)),),
        )
    about = (tag.name, tag.at, called.who(tag.by), called.words("tag", tag.note), last, called.scheme(tag.form))
    conn.execute("INSERT INTO main.tags VALUES (?, ?, ?, ?, ?, ?, ?)", (*about, tag.guide))
    conn.execute(
        "INSERT INTO main.tagged_articles SELECT ?1, place, chosen.id, "
        f"{_TAGGED}, ours.meta, tokenizer, edges "
        "FROM whole.tagged_articles AS tagged JOIN chosen ON was = tagged.article "
        "JOIN main.articles AS ours ON ours.id = chosen.id WHERE tag = ?1 ORDER BY place",
        name,
    )


def _history(store: Store, tag: Tag) -> tuple[list[SchemeEvent], list[Version]]:
    """The history of the labels as it was known at the tag; none where that does not come to the labels of the tag.

    So it is where a merge has put another beginning before it since.
    """
    by_id = {one.id: one for one in versions(store)}
    known, left = dict[str, Version](), [tag.guide]
    while left:
        if (one := by_id.get(left.pop())) and one.id not in known:
            known[one.id] = one
            left += one.parents
    steps = {one.step for one in known.values()}
    events = [one for one in history(store) if one.step in steps or one.change.kind == "began"]
    if not steps or not _comes_to(events, tag):
        return [], []
    return events, sorted(known.values(), key=lambda one: one.id)


def _comes_to(events: Iterable[SchemeEvent], tag: Tag) -> bool:
    try:
        return fold(events).scheme() == from_form(json.loads(tag.form))
    except AnnotatorError:
        return False
