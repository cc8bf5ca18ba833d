"""The undo stack of a project: which steps of whom are done, undone, or beyond redoing, kept inside a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from annotator.domain.decisions import Decision, Redone, Undone
from annotator.errors import NothingToUndo

Found = tuple[str, str, str]
"""A step, with the key of the article and the layer it was done in, the first ones where it is one over several."""
_STEPS = "SELECT step, key, layer FROM steps JOIN articles ON articles.id = article WHERE by = ? AND state = ?"
_LAST_PART = "SELECT article, layer FROM shared_steps WHERE step = ? ORDER BY article DESC, layer DESC LIMIT 1"
_LAST_TURN = (
    "SELECT action FROM decisions WHERE article = ? AND layer = ? AND action IN ('undone', 'redone') AND note = ? "
    "ORDER BY seq DESC LIMIT 1"
)


def next_step(
    connection: sqlite3.Connection, by: str, passed: Collection[str], ended: Collection[str], *, undone: bool
) -> Found | None:
    """What `u` would take back (or `r` bring back, if `undone`), those left out that were `passed`; or None.

    A step over several articles of which just that was broken off comes before all others, if it is not known to have
    `ended`.
    """
    if undone:
        half = connection.execute(f"{_STEPS} ORDER BY step DESC LIMIT 1", (by, "done")).fetchone()
    else:
        half = connection.execute(f"{_STEPS} ORDER BY step LIMIT 1", (by, "undone")).fetchone()
    if half and half[0] not in (*passed, *ended) and _broken_off(connection, half[0], undone=undone):
        return half[0], half[1], half[2]
    state, order = ("undone", "ASC") if undone else ("done", "DESC")
    rows = connection.execute(f"{_STEPS} ORDER BY step {order} LIMIT ?", (by, state, 1 + len(passed)))
    return next(((row[0], row[1], row[2]) for row in rows if row[0] not in passed), None)


def _broken_off(connection: sqlite3.Connection, step: str, *, undone: bool) -> bool:
    """Whether a step is not undone (or redone) in the last of its articles, as it would be had that come to its end."""
    part = connection.execute(_LAST_PART, (step,)).fetchone()
    if part is None:
        return False
    turn = connection.execute(_LAST_TURN, (*part, step)).fetchone()
    return bool(turn and turn[0] == "undone") == undone


def stack(connection: sqlite3.Connection, article: int, decisions: Sequence[Decision]) -> None:
    """Keep up with decisions in an article, by its row id.

    Raises `NothingToUndo` where a step that one of them takes back, or brings back, is not there for that any more.
    """
    for decision in {decision.step: decision for decision in reversed(decisions)}.values():
        match decision.event:
            case Undone(step):
                first = _turn(connection, step, "done", "undone", "undo")
                _see(connection, step, article, "open", decision.id, first=first)
            case Redone(step):
                first = _turn(connection, step, "undone", "done", "redo")
                _see(connection, step, article, "seen", decision.id, first=first)
            case _ if decision.action != "imported":
                connection.execute("UPDATE steps SET state = 'dead' WHERE by = ? AND state = 'undone'", (decision.by,))
                new = connection.execute(
                    "INSERT OR IGNORE INTO steps (step, by, article, layer) VALUES (?, ?, ?, ?)",
                    (decision.step, decision.by, article, decision.layer),
                )
                if not new.rowcount:
                    _share(connection, decision.step, article, decision.layer)


def _turn(connection: sqlite3.Connection, step: str, before: str, after: str, verb: str) -> bool:
    """Turn a step from done to undone, or back, unless somebody has done something else to it meanwhile.

    Gives whether this is the first of its articles in which that is done.
    """
    update = "UPDATE steps SET state = ? WHERE step = ? AND state = ?"
    if connection.execute(update, (after, step, before)).rowcount:
        return True
    turned = "SELECT 1 FROM shared_steps JOIN steps USING (step) WHERE step = ? AND state = ? LIMIT 1"
    if not connection.execute(turned, (step, after)).fetchone():
        raise NothingToUndo(f"There is nothing to {verb} any more: that was done elsewhere.")
    return False


def _see(connection: sqlite3.Connection, step: str, article: int, state: str, at: str, *, first: bool) -> None:
    """Note of the places of an article that a step has seen on its worklist that they are open now, or seen again.

    With the `first` article of a step go those of articles in which it has decided nothing.
    """
    see = "UPDATE worklist_places SET state = ?1, at = max(at, ?2) WHERE step = ?3 AND step != ''"
    here = "list = (SELECT min(list) FROM worklist_places WHERE step = ?3 AND step != '') AND article = ?4"
    connection.execute(f"{see} AND {here}", (state, at, step, article))
    if first:
        others = "article NOT IN (SELECT article FROM shared_steps WHERE step = ?3)"
        connection.execute(f"{see} AND {others}", (state, at, step))


def _share(connection: sqlite3.Connection, step: str, article: int, layer: str) -> None:
    """Note that a step, which is there, is one over several articles, if it is."""
    connection.execute(
        "INSERT OR IGNORE INTO shared_steps "
        "SELECT step, steps.article, steps.layer FROM steps WHERE step = ?1 AND (article, layer) != (?2, ?3) "
        "UNION ALL SELECT step, ?2, ?3 FROM steps WHERE step = ?1 AND (article, layer) != (?2, ?3)",
        (step, article, layer),
    )
