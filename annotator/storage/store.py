"""The store of a project: articles, scheme, suggestions, decisions, and what is derived from them.

Decisions are the truth; `spans`, `layers` and `steps` are derived from them in the same transaction.
Articles are named by their key. Everything here is one connection and belongs to one thread.
What only some verbs need (the queue, counts, documents, the doctor) stands in files beside this one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from annotator.domain.decisions import Decision, Redone, Undone, new_id
from annotator.domain.layer import Layer, fold
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.storage.articles import NEAR, ArticleStore
from annotator.storage.claims.laid_down import lay_down_claims
from annotator.storage.rows import (
    DECISION,
    DECISION_COLUMNS,
    SPAN_COLUMNS,
    decision_of,
    decision_row,
    span_row,
)
from annotator.storage.suggested.undecided import undecided, undecided_change
from annotator.storage.undo_stack import next_step, stack

__all__ = ["ELSEWHERE", "NEAR", "LayerState", "StaleLayer", "Store"]

_FIELDS = DECISION.split(", ")
_labels_of = itemgetter(_FIELDS.index("label"), _FIELDS.index("was_label"))
_MARKS = ", ".join("?" * (len(_FIELDS) + 3))
_INSERT_DECISION = f"INSERT INTO decisions ({DECISION_COLUMNS}, article, origin, guide) VALUES ({_MARKS})"
_INSERT_SPAN = (
    f"INSERT OR REPLACE INTO spans ({SPAN_COLUMNS}, article, layer) "
    f"VALUES ({', '.join('?' * (len(SPAN_COLUMNS.split(', ')) + 2))})"
)
_COUNT_LAYER = (
    "INSERT INTO layers (article, layer, status, flagged, cats, undecided, revision, elapsed_ms, at) "
    "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (article, layer) DO UPDATE SET status = excluded.status, "
    "flagged = excluded.flagged, cats = excluded.cats, undecided = excluded.undecided, "
    "revision = revision + 1, elapsed_ms = elapsed_ms + excluded.elapsed_ms, "
    "at = iif(?, excluded.at, max(at, excluded.at))"
)
_DELETE_SPAN = (
    'DELETE FROM spans WHERE article = ? AND layer = ? AND state = ? AND start = ? AND "end" = ? AND label = ?'
)

ELSEWHERE = "import"
"""The origin of imported decisions: they were not made in this project, so they are on nobody's undo stack."""


class StaleLayer(AnnotatorError):
    """Another process has decided in this layer since it was read; read it again."""


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer as it was read: its fold, and the revision it stood at."""

    layer: Layer
    revision: int
    elapsed_ms: int = 0


class Store(ArticleStore):
    """All of a project. Make one with `Store.open` or `Store.create`; close it, or use it in a `with`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(path, connection)
        self._passed: set[str] = set()
        self._ended: set[str] = set()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A write transaction (see `connection.write`); in the end it counts what is undecided where that changed."""
        with super().write() as conn:
            yield conn
            for key, name in sorted(self.uncounted):
                self.count_undecided(key, name, self.layer(key, name).layer)
            self.uncounted.clear()

    def count_undecided(self, key: str, name: str, layer: Layer) -> None:
        """Note, inside a `write()`, how many suggestions of an article are undecided in a layer."""
        self.conn.execute(
            "UPDATE layers SET undecided = ? WHERE article = ? AND layer = ?",
            (undecided(self, key, name, layer), self.article_id(key), name),
        )

    # -- decisions

    @property
    def last_decision(self) -> int:
        """The number of the decision that was stored last, 0 where there is none; they are numbered without a gap."""
        return int(self.conn.execute("SELECT coalesce(max(seq), 0) FROM decisions").fetchone()[0])

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

    def under_present_names(self, decisions: Iterable[Decision]) -> list[Decision]:
        """The same decisions with the names that their labels have now."""
        current = self.scheme().current
        return [decision_of(decision_row(decision), current) for decision in decisions]

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
        origin: str | None = None,
    ) -> None:
        """Write decisions and the present state of their layer; `layer` has them applied already.

        Inside a `write()`. `revision` is the one the layer was read at: where another process has
        decided since, or changed the name of a label, `StaleLayer` is raised and nothing may be committed;
        likewise `NothingToUndo` where somebody else has undone or redone that step, or made it beyond redoing.
        `origin` names the project the decisions were made in; those from elsewhere are not on the undo stack.
        """
        if not decisions:
            return
        article, name, conn = self.article_id(key), decisions[0].layer, self.conn
        row = conn.execute(
            "SELECT revision, undecided FROM layers WHERE article = ? AND layer = ?", (article, name)
        ).fetchone()
        if revision is not None and (row[0] if row else 0) != revision:
            raise StaleLayer("The layer was changed by another process.")
        home = self.uuid if origin is None else origin
        scheme, whole, guide = self.in_force()
        rows = [(*decision_row(decision), article, home, guide) for decision in decisions]
        used = {span.label for _, span in _spans_of(layer, whole=whole)}.union(*map(_labels_of, rows))
        if not used.isdisjoint(scheme.aliases):
            raise StaleLayer("A label has another name now.")
        counted = row and not whole
        changed = undecided_change(self, key, name, layer, scheme) if counted else 0
        left = row[1] + changed if counted else undecided(self, key, name, layer)
        conn.executemany(_INSERT_DECISION, rows)
        back = all(isinstance(decision.event, Undone | Redone) for decision in decisions)
        if not back:
            self._passed.clear()
            self._ended.clear()
        if home == self.uuid:
            stack(conn, article, decisions)
        self.lay_down(article, name, text, layer)
        cats = json.dumps(layer.cats, ensure_ascii=False, sort_keys=True)
        elapsed = sum(decision.elapsed_ms for decision in decisions)
        at = (back and layer.at) or decisions[-1].at
        conn.execute(_COUNT_LAYER, (article, name, layer.status, layer.flagged, cats, left, elapsed, at, back))

    def lay_down(self, article: int, name: str, text: str, layer: Layer, *, whole: bool = False) -> None:
        """Write, inside a `write()`, what changed of the spans and claims of a layer since the last time, or all."""
        gone: list[tuple[Any, ...]] = []
        here: list[tuple[Any, ...]] = []
        changed = _spans_of(layer, whole=whole)
        if whole or layer.claim_index.changed:
            lay_down_claims(self.conn, article, name, text, layer, whole=whole)
        layer.drain()
        if whole:
            self.conn.execute("DELETE FROM spans WHERE article = ? AND layer = ?", (article, name))
        for state, span in changed:
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

    def articles_of_step(self, step: str) -> list[tuple[str, str]]:
        """`(article key, layer)` of each article of a step that is one over several, in order; of another step none."""
        rows = self.conn.execute(
            "SELECT key, layer FROM shared_steps JOIN articles ON articles.id = article WHERE step = ? "
            "ORDER BY article, layer",
            (step,),
        )
        return [(row[0], row[1]) for row in rows]

    def article_of_step(self, step: str) -> list[tuple[str, str]]:
        """`(article key, layer)` of the article of a step, the first one's where it is one over several."""
        rows = self.conn.execute(
            "SELECT key, layer FROM steps JOIN articles ON articles.id = article WHERE step = ?", (step,)
        )
        return [(row[0], row[1]) for row in rows]

    def last_step(self, by: str, *, undone: bool = False) -> tuple[str, str, str] | None:
        """`(step, article key, layer)` that `u` would take back (or `r` bring back, if `undone`), or None.

        Steps that were passed over are left out until something new is decided here. See `undo_stack.next_step`.
        """
        return next_step(self.conn, by, self._passed, self._ended, undone=undone)

    def follow(self, by: str) -> None:
        """Let the next step of a person come behind all of theirs, also where the clock was set back since."""
        rows = self.conn.execute(
            "SELECT max(step) FROM steps WHERE by = ? AND state = 'done' "
            "UNION ALL SELECT max(step) FROM steps WHERE by = ? AND state = 'undone'",
            (by, by),
        )
        for (step,) in rows:
            if step:
                new_id.follow(step)

    def pass_over(self, step: str) -> None:
        """Leave out a step that cannot be taken back, or brought back, as things stand."""
        self._passed.add(step)

    def end_turn(self, step: str) -> None:
        """Know that a step is taken back, or brought back, as far as it can be."""
        self._ended.add(step)

    def actions_of(self, by: str) -> set[str]:
        """The kinds of decisions that someone has made in this project."""
        return {row[0] for row in self.conn.execute("SELECT DISTINCT action FROM decisions WHERE by = ?", (by,))}

    # -- places

    def place(self, annotator: str, key: str) -> dict[str, Any]:
        """Where an annotator was in an article (cursor, scroll, panel), or an empty table."""
        row = self.conn.execute(
            "SELECT place FROM places WHERE annotator = ? AND article = ?", (annotator, self.article_id(key))
        ).fetchone()
        try:
            found = json.loads(row[0]) if row else {}
        except (ValueError, RecursionError):
            found = {}
        return found if isinstance(found, dict) else {}

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


def _spans_of(layer: Layer, *, whole: bool) -> list[tuple[str, Span]]:
    """The spans of a layer that changed since they were last written, or all, each with the table it stands in."""
    if not whole:
        return layer.changed()
    return [(table, span) for table, spans in (("held", layer.held), ("rejected", layer.rejected)) for span in spans]
