"""The shelf: the articles of a project, their token edges, and what sources suggest for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.voting import KINDS, Speaks
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens, StoredTokens, Tokens
from annotator.errors import NoProject
from annotator.storage.kept_counts.stored import StoredSuggestions
from annotator.storage.project import Project
from annotator.storage.rows import (
    ARTICLE_COLUMNS,
    article_of,
    article_row,
)
from annotator.storage.token_edges import pack, unpack

NEAR = "near:"
"""How the name of a source begins whose suggestions are near misses: they feed hints and are not shown."""
PHRASES = f"{NEAR}phrases:"
"""How it begins where they are noun phrases, with their form in place of a label."""

_VOTES = " OR ".join(f"name LIKE '{kind}%'" for kind in KINDS)
_KNOWN = 10_000  # row ids of articles that are remembered
_Row = tuple[int, int, str, str, float | None]


@dataclass(frozen=True, slots=True)
class Overview:
    """Of the suggestions of an article (its row id): how long they are at most, near misses too, and who votes.

    What labels the voters use is looked up where there are several of them.
    """

    article: int
    longest: int
    speaks: Speaks


class ArticleStore(Project):
    """A project with its articles, named by their keys. Offsets are code points, half-open."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(path, connection)
        self._ids: dict[str, int] = {}
        self._overview: tuple[int, int, Overview] | None = None
        self.stored = StoredSuggestions(connection)
        self.uncounted: set[tuple[str, str]] = set()
        """Layers (key, name) in which other suggestions may be undecided than before: counted when a `write()` ends."""

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A write transaction; see `connection.write`."""
        try:
            with super().write() as conn:
                yield conn
                self.stored.count()
        except BaseException:
            self.stored.forget()
            self._ids.clear()  # some may be of articles that are not there after all
            self.uncounted.clear()
            raise

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
        count = "Several articles have a key that begins" if rows else "No article has a key that begins"
        raise NoProject(f"{count} with {beginning!r}: `annotator articles list` shows the keys of {self.path}.")

    def article(self, key: str) -> Article:
        """An article by its whole key. Raises `NoProject` where there is none."""
        row = self.conn.execute(
            f"SELECT {ARTICLE_COLUMNS}, text FROM articles JOIN texts ON article = id WHERE key = ?",
            (key,),
        ).fetchone()
        if row is None:
            raise NoProject(f"In {self.path} there is no article {key!r}.")
        return article_of(row[:-1], row[-1])

    def known_as(self, key: str) -> tuple[dict[str, str], dict[str, Any]]:
        """The title, byline, source and date of an article that is there, and its `meta`; its text is not read."""
        *known, meta = self.conn.execute(
            "SELECT title, byline, source, date, meta FROM articles WHERE key = ?", (key,)
        ).fetchone()
        return dict(zip(("title", "byline", "source", "date"), known, strict=True)), json.loads(meta or "{}")

    def set_meta(self, key: str, meta: Mapping[str, Any]) -> None:
        """Put something in the place of what else is known of an article, inside a `write()`."""
        self.conn.execute("UPDATE articles SET meta = ? WHERE key = ?", (json.dumps(meta, ensure_ascii=False), key))

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
                if len(self._ids) >= _KNOWN:
                    self._ids.clear()
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
        if not self.conn.execute("INSERT OR IGNORE INTO suggested VALUES (?, ?)", (article, source_id)).rowcount:
            self.conn.execute("DELETE FROM suggestions WHERE article = ? AND source = ?", (article, source_id))
        current = self.scheme().current
        named = ((start, end, current(label), score) for start, end, label, score in spans)
        rows = {
            (start, end, label): (article, start, end, label, source_id, score) for start, end, label, score in named
        }
        self.conn.executemany("INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?)", rows.values())
        self.stored.add(article, source_id, map(itemgetter(2), rows))
        self.count_anew("article = ?", article)

    def count_anew(self, condition: str, *values: object) -> None:
        """Let what is undecided in the layers of a condition (SQL on `layers`) be counted when the `write()` ends."""
        self._overview = None
        named = f"SELECT key, layer FROM layers JOIN articles ON id = article WHERE layer != '{GOLD}'"
        mapped = values[0] if values and isinstance(values[0], Mapping) else values
        self.uncounted.update(self.conn.execute(f"{named} AND ({condition})", mapped))

    def suggestions(
        self, key: str, start: int = 0, end: int | None = None, *, near: bool = False
    ) -> Iterator[Suggestion]:
        """The stored suggestions that begin in `[start, end)`, in order; near misses instead if `near`."""
        rows = self.conn.execute(
            'SELECT start, "end", label, name, score FROM suggestions JOIN sources ON sources.id = source '
            "WHERE article = ? AND start >= ? AND start < ? AND (name LIKE ?) = ? AND name NOT LIKE ? "
            'ORDER BY start, "end", label, name',
            (self.article_id(key), start, 2**62 if end is None else end, NEAR + "%", near, PHRASES + "%"),
        )
        return map(_suggestion, self._named_now(rows))

    def overview(self, key: str) -> Overview:
        """What is known of all suggestions of an article; looked up once, and again where others have written since."""
        article, version = self.article_id(key), int(self.conn.execute("PRAGMA data_version").fetchone()[0])
        if self._overview is None or self._overview[:2] != (article, version):
            query = 'SELECT coalesce(max("end" - start), 0) FROM suggestions WHERE article = ?'
            (longest,) = self.conn.execute(query, (article,)).fetchone()
            self._overview = article, version, Overview(article, longest, self._speaks(article))
        return self._overview[2]

    def may_vote(self) -> bool:
        """Whether any article may have been read by several who vote."""
        (number,) = self.conn.execute(f"SELECT count(*) FROM sources WHERE {_VOTES}").fetchone()
        return bool(number > 1)

    def _speaks(self, article: int) -> Speaks:
        query = f"SELECT id, name FROM suggested JOIN sources ON id = source WHERE article = ? AND ({_VOTES})"
        voters = dict(self.conn.execute(query, (article,)).fetchall())
        labels: dict[str, set[str]] = {name: set() for name in voters.values()}
        if len(labels) > 1:
            current, query = self.scheme().current, "SELECT DISTINCT source, label FROM suggestions WHERE article = ?"
            for source, label in self.conn.execute(query, (article,)):
                if source in voters:
                    labels[voters[source]].add(current(label))
        return {name: frozenset(used) for name, used in labels.items()}

    def suggestions_touching(self, about: Overview, start: int, end: int) -> Iterator[Suggestion]:
        """The stored suggestions of an article that share a code point with `[start, end)`, in order, no near misses.

        Their labels have the names that are stored; see `renaming`.
        """
        rows = self.conn.execute(
            'SELECT start, "end", label, name, score FROM suggestions JOIN sources ON sources.id = source '
            'WHERE article = ? AND start > ? AND start < ? AND "end" > ? AND name NOT LIKE ? '
            'ORDER BY start, "end", label, name',
            (about.article, start - about.longest, end, start, NEAR + "%"),
        )
        return map(_suggestion, rows)

    def _named_now(self, rows: Iterable[_Row]) -> Iterable[_Row]:
        """Rows of suggestions under the present names of labels, where they do not all follow the scheme yet."""
        if not self.renaming:
            return rows
        current = self.scheme().current
        return sorted(
            ((start, end, current(label), name, score) for start, end, label, name, score in rows),
            key=itemgetter(0, 1, 2, 3),
        )

    def suggested_by(self, key: str) -> set[str]:
        """The sources that have been over an article, whether they found something or not."""
        rows = self.conn.execute(
            "SELECT name FROM suggested JOIN sources ON sources.id = source WHERE article = ?", (self.article_id(key),)
        )
        return {row[0] for row in rows}


def _suggestion(row: _Row) -> Suggestion:
    start, end, label, source, score = row
    return Suggestion(Span(start, end, label), source, score)
