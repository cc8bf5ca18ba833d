"""The store of a project: articles, scheme, suggestions, decisions, and what is derived from them.

Decisions are the truth; `spans`, `layers` and `steps` are derived from them in the same transaction.
Articles are named by their key. Everything here is one connection and belongs to one thread.
What only some verbs need (the queue, counts, documents, the doctor) stands in files beside this one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from annotator.domain.article import Article
from annotator.domain.decisions import Decision, Redone, Undone, new_id
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.layer import Layer, fold
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form, to_form
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens, StoredTokens, Tokens
from annotator.errors import AnnotatorError, NewerProject, NoProject, ProjectBusy
from annotator.storage import connection as sqlite
from annotator.storage.edges import pack, unpack
from annotator.storage.rows import (
    ARTICLE_COLUMNS,
    DECISION,
    DECISION_COLUMNS,
    SPAN_COLUMNS,
    article_of,
    article_row,
    decision_of,
    decision_row,
    span_row,
)
from annotator.storage.views import VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

NEAR = "near:"
"""How the name of a source begins whose suggestions are near misses: they feed hints and are not shown."""

_MARKS = ", ".join("?" * (len(DECISION.split(", ")) + 2))
_INSERT_DECISION = f"INSERT INTO decisions ({DECISION_COLUMNS}, article, origin) VALUES ({_MARKS})"
_INSERT_SPAN = (
    f"INSERT OR REPLACE INTO spans ({SPAN_COLUMNS}, article, layer) "
    f"VALUES ({', '.join('?' * (len(SPAN_COLUMNS.split(', ')) + 2))})"
)
_DELETE_SPAN = (
    'DELETE FROM spans WHERE article = ? AND layer = ? AND state = ? AND start = ? AND "end" = ? AND label = ?'
)


class StaleLayer(AnnotatorError):
    """Another process has decided in this layer since it was read; read it again."""


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer as it was read: its fold, and the revision it stood at."""

    layer: Layer
    revision: int
    elapsed_ms: int = 0


class Store:
    """An open project. Make one with `Store.open` or `Store.create`; close it, or use it in a `with`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.conn = connection
        self._ids: dict[str, int] = {}

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a project, migrating an older one. Raises `NoProject`, `NotAProject`, `NewerProject`, `ProjectBusy`."""
        sqlite.check_file(path)
        connection = sqlite.connect(path)
        with sqlite.sentences(path):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise NewerProject(
                    f"{path} was written by a newer version of annotator; it was left as it is. Upgrade."
                )
            if version < VERSION:
                _migrate(path, connection, copy=True)
        return cls(path, connection)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open the project at `path`, making an empty one where there is no file. Raises `ProjectError`."""
        if path.exists() and path.stat().st_size:
            return cls.open(path)
        with sqlite.sentences(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ProjectBusy(f"{path.parent} cannot be made: {error.strerror}.") from error
            connection = sqlite.connect(path)
            connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
            _migrate(path, connection, copy=False)
            connection.execute("PRAGMA journal_mode = WAL")
        return cls(path, connection)

    def close(self) -> None:
        """Close the connection; nothing is lost without it."""
        with suppress(sqlite3.Error):
            self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it, for all that is not on the path of a key."""
        from sqlite_utils import Database  # noqa: PLC0415 - 160 ms that the first paint does not wait for

        return Database(self.conn, execute_plugins=False, strict=True)

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A write transaction; see `connection.write`."""
        return sqlite.write(self.conn, self.path)

    @cached_property
    def uuid(self) -> str:
        """The name of this project file among others that are merged with it."""
        return str(self.conn.execute("SELECT uuid FROM project").fetchone()[0])

    @property
    def name(self) -> str:
        """What the project is called: the file's name without its ending."""
        return self.path.stem

    # -- scheme

    def scheme(self) -> Scheme:
        """The scheme in force."""
        return from_form(json.loads(self.conn.execute("SELECT scheme FROM project").fetchone()[0]))

    def save_scheme(self, scheme: Scheme) -> None:
        """Put a scheme in force, and rename what is derived from decisions under its new aliases."""
        before = self.scheme().aliases
        with self.write() as conn:
            conn.execute("UPDATE project SET scheme = ?, revision = revision + 1", (json.dumps(to_form(scheme)),))
            for old, new in scheme.aliases.items():
                if before.get(old) != new:
                    for table in ("spans", "suggestions"):
                        conn.execute(f"UPDATE OR REPLACE {table} SET label = ? WHERE label = ?", (new, old))
                    conn.execute("UPDATE spans SET was_label = ? WHERE was_label = ?", (new, old))

    # -- articles

    def add_article(self, article: Article, added: str) -> bool:
        """Add an article inside a `write()`; `added` is when, UTC. Returns False where it is known already."""
        cursor = self.conn.execute(
            f"INSERT INTO articles ({ARTICLE_COLUMNS}, length, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO NOTHING",
            (*article_row(article), len(article.text), added),
        )
        if cursor.rowcount:
            self.conn.execute("INSERT INTO texts VALUES (?, ?)", (cursor.lastrowid, article.text))
        return bool(cursor.rowcount)

    def resolve(self, beginning: str) -> str:
        """The key of the one article whose key begins so. Raises `NoProject` where none or several do."""
        query = "SELECT key FROM articles WHERE key >= ? AND key < ? LIMIT 3"
        rows = self.conn.execute(query, (beginning, beginning + "g")).fetchall() if beginning.isascii() else []
        if len(rows) == 1:
            return str(rows[0][0])
        count = "several articles have a key that begins" if rows else "no article has a key that begins"
        raise NoProject(f"In {self.path}, {count} with {beginning!r}. `annotator articles list` shows the keys.")

    def article(self, key: str) -> Article:
        """An article by its whole key. Raises `NoProject` where there is none."""
        row = self.conn.execute(
            f"SELECT {ARTICLE_COLUMNS}, text FROM articles JOIN texts ON article = id WHERE key = ?",
            (key,),
        ).fetchone()
        if row is None:
            raise NoProject(f"In {self.path} there is no article {key!r}.")
        return article_of(row[:-1], row[-1])

    def has_article(self, key: str) -> bool:
        """Whether there is an article of that key."""
        return self._find(key) is not None

    def article_id(self, key: str) -> int:
        """The row id of an article, for the files beside this one. Raises `NoProject`."""
        found = self._find(key)
        if found is None:
            raise NoProject(f"In {self.path} there is no article {key!r}.")
        return found

    def _find(self, key: str) -> int | None:
        found = self._ids.get(key)
        if found is None:
            row = self.conn.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
            if row:
                found = self._ids[key] = int(row[0])
        return found

    # -- tokens

    def tokens(self, key: str, text: str) -> Tokens:
        """The token edges of an article: a model's where they are stored, else the project's own."""
        row = self.conn.execute("SELECT name, edges FROM tokens WHERE article = ?", (self.article_id(key),)).fetchone()
        return StoredTokens(row[0], *unpack(row[1])) if row else OwnTokens(text)

    def set_tokens(self, key: str, name: str, starts: Sequence[int], ends: Sequence[int]) -> bool:
        """Store a model's token edges inside a `write()`; refused (False) once anybody has decided something there."""
        article = self.article_id(key)
        if self.conn.execute("SELECT 1 FROM decisions WHERE article = ? LIMIT 1", (article,)).fetchone():
            return False
        self.conn.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", (article, name, pack(starts, ends)))
        return True

    # -- suggestions

    def source_id(self, name: str) -> int:
        """The row id of a source, made inside a `write()` where it is new."""
        row = self.conn.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
        if row:
            return int(row[0])
        return int(self.conn.execute("INSERT INTO sources (name) VALUES (?)", (name,)).lastrowid or 0)

    def add_suggestions(self, key: str, source: str, spans: Iterable[tuple[int, int, str, float | None]]) -> None:
        """Store what a source proposes for an article, inside a `write()`; what it proposed before is replaced."""
        article, source_id = self.article_id(key), self.source_id(source)
        self.conn.execute("DELETE FROM suggestions WHERE article = ? AND source = ?", (article, source_id))
        self.conn.executemany(
            "INSERT OR REPLACE INTO suggestions VALUES (?, ?, ?, ?, ?, ?)",
            ((article, start, end, label, source_id, score) for start, end, label, score in spans),
        )
        self.conn.execute("INSERT OR IGNORE INTO suggested VALUES (?, ?)", (article, source_id))

    def suggestions(
        self, key: str, start: int = 0, end: int | None = None, *, near: bool = False
    ) -> Iterator[Suggestion]:
        """The stored suggestions that begin in `[start, end)`, in order; near misses instead if `near`."""
        rows = self.conn.execute(
            'SELECT start, "end", label, name, score FROM suggestions JOIN sources ON sources.id = source '
            "WHERE article = ? AND start >= ? AND start < ? AND (name LIKE ?) = ? "
            'ORDER BY start, "end", label, name',
            (self.article_id(key), start, 2**62 if end is None else end, NEAR + "%", near),
        )
        return (Suggestion(Span(row[0], row[1], row[2]), row[3], row[4]) for row in rows)

    def suggested_by(self, key: str) -> set[str]:
        """The sources that have been over an article, whether they found something or not."""
        rows = self.conn.execute(
            "SELECT name FROM suggested JOIN sources ON sources.id = source WHERE article = ?", (self.article_id(key),)
        )
        return {row[0] for row in rows}

    # -- decisions

    def decisions(self, key: str, layer: str) -> list[Decision]:
        """The decisions of a layer, in the order they count in."""
        current = self.scheme().current
        rows = self.conn.execute(
            f"SELECT {DECISION_COLUMNS} FROM decisions WHERE article = ? AND layer = ? ORDER BY id",
            (self.article_id(key), layer),
        )
        return [decision_of(row, current) for row in rows]

    def layer(self, key: str, layer: str) -> LayerState:
        """A layer as its decisions make it, and the revision it stands at."""
        article = self.article_id(key)
        row = self.conn.execute(
            "SELECT revision, elapsed_ms, length FROM articles "
            "LEFT JOIN layers ON article = id AND layer = ? WHERE id = ?",
            (layer, article),
        ).fetchone()
        decisions = self.decisions(key, layer)
        folded = fold(row[2], decisions)
        folded.drain()
        if decisions:
            new_id.follow(decisions[-1].id)
        return LayerState(folded, row[0] or 0, row[1] or 0)

    def layers_of(self, key: str) -> list[str]:
        """The names of the layers that an article has, in order."""
        rows = self.conn.execute("SELECT layer FROM layers WHERE article = ? ORDER BY layer", (self.article_id(key),))
        return [row[0] for row in rows]

    def append(
        self,
        key: str,
        text: str,
        decisions: Sequence[Decision],
        layer: Layer,
        *,
        revision: int | None = None,
        undecided: int = 0,
        origin: str | None = None,
    ) -> None:
        """Write decisions and the present state of their layer; `layer` has them applied already.

        Inside a `write()`. `revision` is the one the layer was read at: where another process has
        decided since, `StaleLayer` is raised and nothing may be committed. `origin` names the
        project the decisions were made in; those from elsewhere are not on the undo stack.
        """
        if not decisions:
            return
        article, name, conn = self.article_id(key), decisions[0].layer, self.conn
        row = conn.execute("SELECT revision FROM layers WHERE article = ? AND layer = ?", (article, name)).fetchone()
        if revision is not None and (row[0] if row else 0) != revision:
            raise StaleLayer("The layer was changed by another process.")
        home = self.uuid if origin is None else origin
        conn.executemany(_INSERT_DECISION, [(*decision_row(decision), article, home) for decision in decisions])
        if home == self.uuid:
            self._stack(article, decisions)
        self.lay_down(article, name, text, layer)
        conn.execute(
            "INSERT INTO layers (article, layer, status, flagged, cats, undecided, revision, elapsed_ms, at) "
            "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (article, layer) DO UPDATE SET status = excluded.status, "
            "flagged = excluded.flagged, cats = excluded.cats, undecided = excluded.undecided, "
            "revision = revision + 1, elapsed_ms = elapsed_ms + excluded.elapsed_ms, at = max(at, excluded.at)",
            (
                article,
                name,
                layer.status,
                layer.flagged,
                json.dumps(layer.cats, ensure_ascii=False, sort_keys=True),
                undecided,
                sum(decision.elapsed_ms for decision in decisions),
                decisions[-1].at,
            ),
        )

    def lay_down(self, article: int, name: str, text: str, layer: Layer) -> None:
        """Write the spans of a layer that changed since they were last written, inside a `write()`."""
        gone: list[tuple[Any, ...]] = []
        here: list[tuple[Any, ...]] = []
        for state, span in layer.drain():
            if state == "aside":
                continue
            held = (layer.held if state == "held" else layer.rejected).get(span)
            if held is None or held.span != span:
                gone.append((article, name, state, span.start, span.end, span.label))
            else:
                here.append((*span_row(held, state, text), article, name))
        if gone:
            self.conn.executemany(_DELETE_SPAN, gone)
        if here:
            self.conn.executemany(_INSERT_SPAN, here)

    def _stack(self, article: int, decisions: Sequence[Decision]) -> None:
        """Keep the undo stack: which steps of a person are done, undone, or beyond redoing."""
        for decision in {decision.step: decision for decision in reversed(decisions)}.values():
            match decision.event:
                case Undone(step):
                    self.conn.execute("UPDATE steps SET state = 'undone' WHERE step = ?", (step,))
                case Redone(step):
                    self.conn.execute("UPDATE steps SET state = 'done' WHERE step = ?", (step,))
                case _ if decision.action != "imported":
                    self.conn.execute(
                        "UPDATE steps SET state = 'dead' WHERE by = ? AND state = 'undone'", (decision.by,)
                    )
                    self.conn.execute(
                        "INSERT OR IGNORE INTO steps (step, by, article, layer) VALUES (?, ?, ?, ?)",
                        (decision.step, decision.by, article, decision.layer),
                    )

    def last_step(self, by: str, *, undone: bool = False) -> tuple[str, str, str] | None:
        """`(step, article key, layer)` that `u` would take back (or `r` bring back, if `undone`), or None."""
        order = "ASC" if undone else "DESC"
        row = self.conn.execute(
            "SELECT step, key, layer FROM steps JOIN articles ON articles.id = article "
            f"WHERE by = ? AND state = ? ORDER BY step {order} LIMIT 1",
            (by, "undone" if undone else "done"),
        ).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def actions_of(self, by: str) -> set[str]:
        """The kinds of decisions that someone has made in this project."""
        return {row[0] for row in self.conn.execute("SELECT DISTINCT action FROM decisions WHERE by = ?", (by,))}

    # -- places

    def place(self, annotator: str, key: str) -> dict[str, Any]:
        """Where an annotator was in an article (cursor, scroll, panel), or an empty table."""
        row = self.conn.execute(
            "SELECT place FROM places WHERE annotator = ? AND article = ?", (annotator, self.article_id(key))
        ).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def last_place(self, annotator: str) -> str | None:
        """The key of the article that an annotator was in last, or None."""
        row = self.conn.execute(
            "SELECT key FROM places JOIN articles ON articles.id = article WHERE annotator = ? AND archived = 0 "
            "ORDER BY at DESC LIMIT 1",
            (annotator,),
        ).fetchone()
        return str(row[0]) if row else None

    def save_place(self, annotator: str, key: str, place: dict[str, Any], at: str) -> None:
        """Remember, inside a `write()`, where an annotator is in an article."""
        self.conn.execute(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)",
            (annotator, self.article_id(key), at, json.dumps(place)),
        )


def _migrate(path: Path, connection: sqlite3.Connection, *, copy: bool) -> None:
    """Bring a file up to date in one transaction; an older project is first copied beside itself."""
    from sqlite_utils import Database  # noqa: PLC0415 - only where there is something to migrate

    from annotator.storage.migrations import migrate  # noqa: PLC0415 - likewise

    if copy:
        with sqlite3.connect(path.with_suffix(f"{path.suffix}.before-{VERSION}")) as kept:
            connection.backup(kept)
        kept.close()
    with sqlite.write(connection, path):
        migrate(Database(connection, execute_plugins=False, strict=True))
        if connection.execute("SELECT count(*) FROM project").fetchone()[0] == 0:
            connection.execute(
                "INSERT INTO project (id, uuid, scheme) VALUES (1, ?, ?)",
                (str(uuid4()), json.dumps(to_form(DEFAULT_SCHEME))),
            )
