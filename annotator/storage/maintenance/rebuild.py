"""What is derived from decisions, made anew from them: spans, layers, the undo stack."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.domain.layer import Layer, fold
from annotator.storage.rows import DECISION_COLUMNS, decision_of
from annotator.storage.store import Store

_LARGEST = 2**63 - 1
"""The largest number that SQLite holds."""

Current = Callable[[str], str]
Step = tuple[str, int, str, str]
"""By whom a step was done, in which article (row id) and layer, and its state."""


@dataclass(frozen=True, slots=True)
class FoldedLayer:
    """A layer as its decisions make it, the time they took, and when the last one that holds was made."""

    layer: Layer
    elapsed_ms: int
    at: str


def folded(store: Store, article: int, name: str, length: int, current: Current) -> FoldedLayer:
    """Fold the decisions of a layer anew. Raises `ValueError` or `TypeError` where one of them makes no sense."""
    rows = store.conn.execute(
        f"SELECT {DECISION_COLUMNS} FROM decisions WHERE article = ? AND layer = ? ORDER BY id", (article, name)
    )
    decisions = [decision_of(row, current) for row in rows]
    elapsed = min(sum(decision.elapsed_ms for decision in decisions), _LARGEST)
    layer = fold(length, decisions)
    return FoldedLayer(layer, elapsed, layer.at or max((decision.at for decision in decisions), default=""))


def layer_anew(store: Store, article: int, name: str, current: Current) -> Layer:
    """Write, inside a `write()`, the spans and the state of a layer as its decisions make them; gives the layer."""
    key, text = store.conn.execute(
        "SELECT key, text FROM articles JOIN texts ON article = id WHERE id = ?", (article,)
    ).fetchone()
    made = folded(store, article, name, len(text), current)
    store.lay_down(article, name, text, made.layer, whole=True)
    store.conn.execute(
        "INSERT INTO layers (article, layer, status, flagged, cats, elapsed_ms, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (article, layer) DO UPDATE SET status = excluded.status, flagged = excluded.flagged, "
        "cats = excluded.cats, elapsed_ms = excluded.elapsed_ms, at = excluded.at, revision = revision + 1",
        (article, name, made.layer.status, made.layer.flagged, cats_of(made.layer), made.elapsed_ms, made.at),
    )
    store.count_undecided(key, name, made.layer)
    return made.layer


def cats_of(layer: Layer) -> str:
    """The article labels of a layer as they are stored."""
    return json.dumps(dict(layer.cats), ensure_ascii=False, sort_keys=True)


def steps_of(store: Store) -> Iterator[tuple[str, Step]]:
    """The undo stack as the decisions make it: each step with its state, those that were ever taken back last."""
    turned = store.conn.execute(
        "SELECT note FROM decisions WHERE origin = ? AND action IN ('undone', 'redone')", (store.uuid,)
    )
    kept: dict[str, Step | None] = dict.fromkeys([*(note for (note,) in turned), *_shared(store)])
    undone: dict[str, set[str]] = {}
    last = ""
    rows = store.conn.execute(
        "SELECT step, by, article, layer, action, note FROM decisions WHERE origin = ? ORDER BY seq", (store.uuid,)
    )
    for step, by, article, layer, action, note in rows:
        if step == last or action == "imported":
            last = step
            continue
        last = step
        if action in ("undone", "redone"):
            if was := kept[note]:
                kept[note] = (*was[:3], "undone" if action == "undone" else "done")
                of_whom = undone.setdefault(was[0], set())
                (of_whom.add if action == "undone" else of_whom.discard)(note)
            continue
        for dead in undone.pop(by, ()):
            if was := kept[dead]:
                kept[dead] = (*was[:3], "dead")
        if step not in kept:
            yield step, (by, article, layer, "done")
        elif not kept[step]:
            kept[step] = (by, article, layer, "done")
    yield from ((step, state) for step, state in kept.items() if state)


def shared_steps_of(store: Store) -> Iterator[tuple[str, int, str]]:
    """The articles of each step that is one over several, as the decisions make them: `(step, article id, layer)`."""
    yield from store.conn.execute(
        "SELECT DISTINCT step, article, layer FROM decisions WHERE origin = ? AND bulk = 1 "
        "AND action NOT IN ('undone', 'redone', 'imported') AND step IN (SELECT value FROM json_each(?)) "
        "ORDER BY step, article, layer",
        (store.uuid, json.dumps(_shared(store))),
    )


def _shared(store: Store) -> list[str]:
    """The steps over several articles; what one key decides in many is marked as bulk."""
    rows = store.conn.execute(
        "SELECT step FROM decisions WHERE origin = ? AND bulk = 1 AND action NOT IN ('undone', 'redone', 'imported') "
        "GROUP BY step HAVING min(article) < max(article)",
        (store.uuid,),
    )
    return [row[0] for row in rows]


def stack_anew(store: Store) -> None:
    """Write, inside a `write()`, the undo stack as the decisions make it."""
    store.conn.execute("DELETE FROM steps")
    store.conn.executemany(
        "INSERT OR IGNORE INTO steps (step, by, article, layer, state) VALUES (?, ?, ?, ?, ?)",
        ((step, *rest) for step, rest in steps_of(store)),
    )
    store.conn.execute("DELETE FROM shared_steps")
    store.conn.executemany("INSERT INTO shared_steps VALUES (?, ?, ?)", shared_steps_of(store))
