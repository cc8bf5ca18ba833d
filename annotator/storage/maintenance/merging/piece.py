"""Some articles of another project, each whole: what of them is new, taken into this one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.domain.claims.form import claim_form, claim_of
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.disagreement.conflicts import renamed
from annotator.domain.scheme import Scheme
from annotator.storage.maintenance.merging.absorbed import Absorbed
from annotator.storage.maintenance.merging.differences import Differences
from annotator.storage.maintenance.merging.newest_word import NewestWord
from annotator.storage.maintenance.people.rulings import by_present_names
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.rows import ARTICLE_COLUMNS, DECISION, DECISION_COLUMNS
from annotator.storage.store import Store
from annotator.storage.team.called import Who, present_source

Named = Callable[[str], str]

MERGED = "merged"
"""The origin of decisions that a copy of this very project has made: they are on nobody's undo stack here."""

_FIELDS = DECISION.split(", ")
_LABELS = [column for column, name in enumerate(_FIELDS) if name in ("label", "was_label")]
_OF_INTEREST = ("action", "note", "id", "layer", "by", "source")
_ACTION, _NOTE, _ID, _LAYER, _BY, _SOURCE = map(_FIELDS.index, _OF_INTEREST)
_MARKS = ", ".join("?" * (len(_FIELDS) + 3))
_INSERT = f"INSERT INTO decisions ({DECISION_COLUMNS}, guide, origin, article) VALUES ({_MARKS})"


class Taking:
    """Articles of another project are taken into this one, under a scheme that both follow; `named` translates labels.

    `who` gives the present name of anybody; `absorbed` counts what was taken.
    """

    def __init__(self, store: Store, other: Store, scheme: Scheme, named: Named, who: Who) -> None:
        self.store, self.other, self.named, self.who = store, other, named, who
        self.current = scheme.current
        self.absorbed = Absorbed()

    def take(self, new: Differences, some: Sequence[int]) -> None:
        """Take, inside a `write()`, all that is new of some articles, row ids of theirs."""
        _Piece(self, new, some).take()


class _Piece:
    def __init__(self, taking: Taking, new: Differences, some: Sequence[int]) -> None:
        self.store, self.other, self.named, self.absorbed = taking.store, taking.other, taking.named, taking.absorbed
        self.current, self.who = taking.current, taking.who
        self.new, self.some = new, some
        self.ids = {one: new.ids[one] for one in some if one in new.ids}
        self.words = NewestWord(self.store, self.other, some, self.ids, self.who)

    def take(self) -> None:
        self._articles()
        self._tokens()
        self._suggestions()
        dealt = self.words.join(self.ids)
        self.absorbed.given += self.words.given
        self.absorbed.taken += self.words.taken
        touched = self._decisions()
        for article, layer in sorted(touched):
            layer_anew(self.store, article, layer, self.current)
            self.absorbed.layers[layer] += 1
        if dealt or touched or not self.new.articles.isdisjoint(self.some):
            self.store.conn.execute("DELETE FROM frontiers")

    def _of(self, columns: str, table: str, among: Iterable[int], order: str = "article") -> Iterator[tuple[Any, ...]]:
        """Rows of a table of theirs that belong to those of these articles that are `among` some."""
        return self.other.conn.execute(
            f"SELECT {columns} FROM main.{table} WHERE {order.partition(',')[0]} IN (SELECT value FROM json_each(?)) "
            f"ORDER BY {order}",
            (json.dumps(sorted(set(self.some).intersection(among))),),
        )

    def _articles(self) -> None:
        """Take the articles that are new or described otherwise, and their row ids."""
        columns = f"id, text, length, added, archived, {ARTICLE_COLUMNS}"
        for number, text, length, added, archived, key, *about in self._of(
            columns, "articles JOIN main.texts ON article = id", self.new.articles, "id"
        ):
            if self.store.has_article(key):
                self.ids[number] = self.store.article_id(key)
                if self._same_article(self.ids[number], number, [added, archived, *about]):
                    self.absorbed.languages.append(key)
            else:
                self.absorbed.added += 1
                self.ids[number] = self._new_article([key, *about, length, added, archived], text)

    def _new_article(self, row: list[Any], text: str) -> int:
        cursor = self.store.conn.execute(
            f"INSERT INTO articles ({ARTICLE_COLUMNS}, length, added, archived) VALUES ({', '.join('?' * len(row))})",
            row,
        )
        self.store.conn.execute("INSERT INTO texts VALUES (?, ?)", (cursor.lastrowid, text))
        return int(cursor.lastrowid or 0)

    def _same_article(self, article: int, number: int, theirs: list[Any]) -> bool:
        """Of two records of one text, keep the one that was added first; whether it is put away, the words say.

        Gives whether they are in two languages.
        """
        columns, conn = "added, archived, title, byline, source, date, language, meta", self.store.conn
        ours = list(conn.execute(f"SELECT {columns} FROM articles WHERE id = ?", (article,)).fetchone())
        first = min(ours, theirs, key=lambda row: (row[0], row[2:]))
        kept = [first[0], self.words.archived(article, number, ours[1], theirs[1]), *first[2:]]
        if kept != ours:
            names = ", ".join(f"{name} = ?" for name in columns.split(", "))
            conn.execute(f"UPDATE articles SET {names} WHERE id = ?", (*kept, article))
        language = columns.split(", ").index("language")
        return bool(ours[language] != theirs[language])

    def _tokens(self) -> None:
        """Token edges of a model go before those of our own; of two models', the ones that sort first."""
        self.store.conn.executemany(
            "INSERT INTO tokens VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE SET name = excluded.name, "
            "edges = excluded.edges WHERE (excluded.name, excluded.edges) < (name, edges)",
            ((self.ids[one], name, edges) for one, name, edges in self._of("*", "tokens", self.new.tokens)),
        )

    def _suggestions(self) -> None:
        """Take the suggestions that are new, or surer than ours."""
        conn = self.store.conn
        if (self.new.suggested | self.new.suggestions).isdisjoint(self.some):
            return
        names = dict(self.other.conn.execute("SELECT id, name FROM main.sources"))
        sources = {number: self.store.source_id(present_source(name, self.who)) for number, name in names.items()}
        conn.executemany(
            "INSERT OR IGNORE INTO suggested VALUES (?, ?)",
            ((self.ids[one], sources[source]) for one, source in self._of("*", "suggested", self.new.suggested)),
        )
        rows = self._of('article, start, "end", label, source, score', "suggestions", self.new.suggestions)
        for article, here in groupby(rows, key=itemgetter(0)):
            before, there = conn.total_changes, self._proposed(article)
            conn.executemany(
                'INSERT INTO suggestions (article, start, "end", label, source, score) VALUES (?, ?, ?, ?, ?, ?) '
                "ON CONFLICT DO UPDATE SET score = excluded.score WHERE excluded.score > coalesce(score, -1)",
                (
                    (self.ids[article], *row[1:3], self.current(self.named(row[3])), sources[row[4]], row[5])
                    for row in here
                ),
            )
            if changes := conn.total_changes - before:
                self.absorbed.suggestions += changes
                for source, label in (self._proposed(article) - there).elements():
                    self.store.stored.add(self.ids[article], source, [label])
                self.store.count_anew("article = ?", self.ids[article])

    def _proposed(self, article: int) -> Counter[tuple[int, str]]:
        """How many suggestions of each source (our row id) and label there are here for an article of theirs."""
        return Counter(
            self.store.conn.execute("SELECT source, label FROM suggestions WHERE article = ?", (self.ids[article],))
        )

    def _decisions(self) -> set[tuple[int, str]]:
        """Take the decisions that are new; gives the layers they are in."""
        touched: set[tuple[int, str]] = set()
        columns = f"{DECISION_COLUMNS}, guide, origin, article"
        rows = list(map(list, self._of(columns, "decisions", self.new.decisions, "article, id")))
        for row in rows:
            row[_LAYER], row[_BY] = self.who(row[_LAYER]), self.who(row[_BY])
            row[_SOURCE] = row[_SOURCE] and present_source(row[_SOURCE], self.who)
        known, here = self._known({row[_ID] for row in rows}), self._deciders({row[_BY] for row in rows})
        fresh, home = [], self.store.uuid
        for *row, origin, article in rows:
            if row[_ID] in known:
                continue
            for column in _LABELS:
                row[column] = self.named(row[column]) if row[column] is not None else None
            if row[_ACTION] == "ruled":
                row[_NOTE] = by_present_names(_ruling(row[_NOTE], self.named), self.who)
            touched.add((self.ids[article], row[_LAYER]))
            self.absorbed.namesakes[row[_BY]] += row[_BY] in here and origin != home
            fresh.append((*row, MERGED if origin == home else origin, self.ids[article]))
        self.store.conn.executemany(_INSERT, fresh)
        self.absorbed.decisions += len(fresh)
        return touched

    def _known(self, some: set[str]) -> set[str]:
        """Those of some ids that decisions here have."""
        return self._there("SELECT id FROM decisions WHERE id IN (SELECT value FROM json_each(?))", some)

    def _deciders(self, some: set[str]) -> set[str]:
        """Those of some people who have decided in this project itself."""
        return self._there("SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM steps WHERE by = value)", some)

    def _there(self, query: str, some: set[str]) -> set[str]:
        return {found for (found,) in self.store.conn.execute(query, (json.dumps(list(some)),))}


def _ruling(note: str, named: Named) -> str:
    body = json.loads(note)
    spans = [(start, end, named(label)) for start, end, label in body["spans"]]
    body |= {"conflict": renamed(body["conflict"], named), "spans": spans}
    if "cats" in body:
        body["cats"] = dict(renamed_answers(body["cats"].items(), named))
    if "claims" in body:
        body["claims"] = [claim_form(claim_of(form, named)) for form in body["claims"]]
    return json.dumps(body, ensure_ascii=False)
