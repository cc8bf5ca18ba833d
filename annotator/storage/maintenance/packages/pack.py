"""A package: a project file that holds what one annotator needs for their work, and nothing else.

It is a new file, into which only what is named here is written: their articles, the labels with their guideline and
history, suggestions, their own layer with what reviewers said in it, their lists, and where they stood. Whoever else
has decided there is known by a pseudonym; what others did, gold and what is hidden are never read. It has the name
(`uuid`) of the project, so that it is merged as a copy of it is. Articles are numbered anew, and all were given at one
time, so that no number tells one from another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import NoProject
from annotator.storage.connection import sentences
from annotator.storage.kept_counts.anew import count_anew
from annotator.storage.last_words import ARCHIVED, LOOK, read_look, to
from annotator.storage.maintenance.backup import beside, check_target, put_in_place
from annotator.storage.maintenance.rebuild import layer_anew, stack_anew
from annotator.storage.rows import ARTICLE_COLUMNS, DECISION_COLUMNS
from annotator.storage.store import Store
from annotator.storage.team.called import LENS, later, present_source
from annotator.storage.team.names import Register, keep, register
from annotator.work_folder import to_disk

_NUMBERED = "JOIN chosen ON chosen.was = theirs.article"
_OF_THEIRS = (
    "SELECT article FROM whole.assignments WHERE annotator = :name UNION SELECT article FROM whole.layers "
    "WHERE layer = :name"
)
_DECISION = ", ".join(f"theirs.{name}" for name in DECISION_COLUMNS.split(", "))
_COPIED = {
    "texts": f"SELECT chosen.id, text FROM whole.texts AS theirs {_NUMBERED}",
    "tokens": f"SELECT chosen.id, name, edges FROM whole.tokens AS theirs {_NUMBERED}",
    "sources": "SELECT id, of_whom(name), off, folds FROM whole.sources AS theirs WHERE id IN (SELECT source FROM "
    f"whole.suggestions AS theirs {_NUMBERED} UNION SELECT source FROM whole.suggested AS theirs {_NUMBERED} "
    f"UNION SELECT source FROM whole.merged_suggestions AS theirs {_NUMBERED})",
    "suggested": f"SELECT chosen.id, source FROM whole.suggested AS theirs {_NUMBERED}",
    "suggestions": f'SELECT chosen.id, start, "end", label, source, score FROM whole.suggestions AS theirs {_NUMBERED}',
    "merged_suggestions": 'SELECT chosen.id, start, "end", label, source, score, became '
    f"FROM whole.merged_suggestions AS theirs {_NUMBERED}",
    "scheme_events": "SELECT id, step, at, '', kind, label, before, after, '', minor, undoes, counts "
    "FROM whole.scheme_events",
    "scheme_versions": "SELECT * FROM whole.scheme_versions",
    "places": f"SELECT annotator, chosen.id, at, place FROM whole.places AS theirs {_NUMBERED} "
    "WHERE annotator IN (:name, :later)",
    "assignments": f"SELECT chosen.id, annotator FROM whole.assignments AS theirs {_NUMBERED} WHERE annotator = :name",
    "last_words": "SELECT chosen.id, word, said, iif(word = :to, (SELECT min(at) FROM whole.last_words "
    f"WHERE word = :to), at) FROM whole.last_words AS theirs {_NUMBERED} WHERE word IN ('{ARCHIVED}', :to) "
    f"OR word GLOB '{LOOK}*' AND looker(word) = :name",
    "worklists": "SELECT name, kind, who(by), at, dropped, json_remove(about, '$.changes') FROM whole.worklists "
    f"WHERE name IN (SELECT list FROM whole.worklist_places AS theirs {_NUMBERED} WHERE layer = :name)",
    "worklist_places": 'SELECT list, chosen.id, layer, start, "end", label, suggested, guide, made, state, at, step '
    f"FROM whole.worklist_places AS theirs {_NUMBERED} WHERE layer = :name",
    "strings_aside": "SELECT layer, string, aside, treated, iif(by = :name, why, ''), who(by), at "
    "FROM whole.strings_aside WHERE layer = :name",
}
"""What is written into each table, of `whole`, the project; `chosen` are the articles, with their numbers there."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What is in a package: articles, decisions in the annotator's layer; and how many `shared` articles are not."""

    articles: int
    decisions: int
    shared: int


def pack(store: Store, name: str, target: Path, pseudonyms: Mapping[str, str], *, force: bool = False) -> Packed:
    """Write the package of an annotator; `pseudonyms` are what others are called in it.

    Raises `InTheWay`, `ProjectBusy`, or `NoProject` where they have no article.
    """
    check_target(store, target, force=force)
    with sentences(target), beside(target) as new:
        made = new.with_name("made.db")
        with Store.create(made) as package:
            packed = _fill(package, store, name, {who: also for who, also in pseudonyms.items() if who != name})
        with closing(sqlite3.connect(made)) as whole:
            whole.execute("VACUUM INTO ?", (str(new),))
        new.chmod(0o600)
        to_disk(new)
        put_in_place(new, target, force=force)
    return packed


def _fill(package: Store, store: Store, name: str, called: Mapping[str, str]) -> Packed:
    conn = package.conn

    def who(one: str) -> str:
        return one if one == name else called.get(one, "somebody")

    conn.create_function("who", 1, who, deterministic=True)
    conn.create_function("of_whom", 1, lambda one: one and present_source(one, who), deterministic=True)
    conn.create_function("looker", 1, lambda word: (read_look(word) or ("",))[0], deterministic=True)
    conn.execute("ATTACH ? AS whole", (str(store.path.absolute()),))
    values = {"name": name, "to": to(name), "later": later(name)}
    with package.write():
        _take_articles(conn, values)
        if not (number := _count(conn, "chosen")):
            raise NoProject(
                f"{name} has no article: `annotator assign --to {name}`, or `annotator round new`, deals out."
            )
        conn.execute(
            "UPDATE project SET (uuid, scheme, revision, guide) = (SELECT uuid, scheme, revision, guide "
            "FROM whole.project)"
        )
        for table, query in _COPIED.items():
            conn.execute(f"INSERT INTO main.{table} {query}", values)
        columns = f"{_DECISION}, theirs.guide, theirs.origin, chosen.id".replace("theirs.by", "who(theirs.by)")
        columns = columns.replace("theirs.source", "of_whom(theirs.source)")
        conn.execute(
            f"INSERT INTO main.decisions ({DECISION_COLUMNS}, guide, origin, article) SELECT {columns} "
            f"FROM whole.decisions AS theirs {_NUMBERED} WHERE layer = :name ORDER BY theirs.seq",
            values,
        )
        keep(conn, _of_person(register(conn, "whole"), name))
    with package.write():
        layers = conn.execute("SELECT DISTINCT article FROM main.decisions").fetchall()
        for (article,) in layers:
            layer_anew(package, article, name, package.scheme().current)
        stack_anew(package)
        count_anew(conn, ["suggestion_counts"])
    decisions, shared = _count(conn, "main.decisions"), _count(conn, "whole.shared")
    conn.execute("DROP TABLE chosen")
    conn.execute("DETACH whole")
    return Packed(number, decisions, shared)


def _of_person(said: Register, name: str) -> Register:
    """What is said of one person."""
    names = {name, *(old for old, now in said.former().items() if now == name)}
    same = {pair: one for pair, one in said.same.items() if names.issuperset(pair)}
    return Register({one: entry for one, entry in said.entries.items() if one in names}, same)


def _take_articles(conn: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Take the articles that are not put away, in the order of the project."""
    conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, was INTEGER UNIQUE)")
    conn.execute(
        f"INSERT INTO chosen (was) SELECT id FROM whole.articles WHERE archived = 0 AND id IN ({_OF_THEIRS}) "
        "ORDER BY added, key",
        values,
    )
    conn.execute(
        f"INSERT INTO main.articles (id, {ARTICLE_COLUMNS}, length, added) SELECT chosen.id, {ARTICLE_COLUMNS}, "
        "length, added FROM chosen JOIN whole.articles ON articles.id = chosen.was"
    )


def others_named(store: Store, name: str) -> set[str]:
    """Everybody else who decided in an annotator's layer, or set strings of it aside, made proposals, or a list."""
    rows = store.conn.execute(
        "SELECT DISTINCT by FROM decisions WHERE layer = ?1 UNION SELECT by FROM worklists UNION "
        "SELECT by FROM strings_aside WHERE layer = ?1 UNION "
        f"SELECT substr(name, {len(LENS) + 1}) FROM sources WHERE name GLOB '{LENS}*'",
        (name,),
    )
    return {one for (one,) in rows if one not in ("", name)}


def _count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
