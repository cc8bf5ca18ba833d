"""Decisions on their way: those that are to be sent, and those that came.

A row of a decision is the key of its article, whether it was imported, the version of the labels that it was made
under, and the columns of `DECISION`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.storage.maintenance.people.rulings import by_present_names
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.rows import DECISION, DECISION_COLUMNS
from annotator.storage.store import ELSEWHERE, Store
from annotator.storage.sync.membership import note_state, state
from annotator.storage.team.called import Who, present_source

COLUMNS = ("article", "imported", "guide", *DECISION.split(", "))
_AT = {name: place for place, name in enumerate(COLUMNS)}
ID, LAYER, BY, ACTION, ARTICLE = (_AT[name] for name in ("id", "layer", "by", "action", "article"))
_NOTE, _SOURCE = _AT["note"], _AT["source"]
_SELECT = f"key, origin = '{ELSEWHERE}', " + ", ".join(f'one."{name}"' for name in COLUMNS[2:])
_FROM = "FROM decisions AS one JOIN articles ON articles.id = article"
_MARKS = ", ".join("?" * (len(COLUMNS)))
_INSERT = f"INSERT INTO decisions (article, origin, guide, {DECISION_COLUMNS}) VALUES ({_MARKS})"
_OURS = "coalesce((SELECT last FROM sync_pulled WHERE first <= seq ORDER BY first DESC LIMIT 1), 0) < seq"
_OF_REVIEWERS = "action IN ('commented', 'returned', 'undone', 'redone')"
_MINE = {
    "annotator": "layer = :name AND by = :name",
    "reviewer": f"by = :name AND (layer IN ('{GOLD}', :name) OR {_OF_REVIEWERS}) OR by = '{GOLD}' AND layer = '{GOLD}'",
    "owner": "TRUE",
}
"""What somebody of a role may say, as SQL; what all annotators agree on, gold says by itself."""
_SAME = tuple(place for name, place in _AT.items() if name not in ("imported", "guide", "label", "was_label"))
Row = tuple[Any, ...]


class ReusedId(Exception):
    """A decision has the id of another one; `id` is that."""

    def __init__(self, made: str) -> None:
        self.id = made
        super().__init__(made)


def numbered(store: Store, after: int, up_to: int, name: str, role: str) -> Iterator[tuple[int, Row]]:
    """The decisions after a number that were made here and that somebody of a role may say, with their numbers.

    What is about an article that did not come from the share is said by its owner alone.
    """
    among = "TRUE" if role == "owner" else "one.article IN (SELECT article FROM sync_sent)"
    rows = store.conn.execute(
        f"SELECT seq, {_SELECT} {_FROM} WHERE seq > :after AND seq <= :up_to AND ({_MINE[role]}) AND {_OURS} "
        f"AND {among} ORDER BY seq",
        {"after": after, "up_to": up_to, "name": name},
    )
    for seq, *row in rows:
        yield seq, tuple(row)


def made_here(store: Store, after: int, up_to: int) -> int:
    """How many decisions there are after a number that did not come from the share."""
    (pulled,) = store.conn.execute(
        "SELECT coalesce(sum(min(last, ?2) - max(first, ?1 + 1) + 1), 0) FROM sync_pulled "
        "WHERE last > ?1 AND first <= ?2",
        (after, up_to),
    ).fetchone()
    return up_to - after - int(pulled)


def waiting(store: Store) -> int:
    """How many decisions that were made here were not sent yet."""
    return made_here(store, int(state(store).get("sent", 0)), store.last_decision)


def pass_over(store: Store) -> None:
    """Where nothing that was made here is left to be sent, go on behind all that came since."""
    last = store.last_decision
    if state(store).get("sent", 0) < last and not waiting(store):
        with store.write():
            if not waiting(store):
                set_pushed(store, store.last_decision)
                note_state(store, {"sent": store.last_decision})


def unknown(store: Store, ids: Sequence[str]) -> bool:
    """Whether any of some decisions is not here."""
    return len(_here(store, ids)) < len(set(ids))


def finished_since(store: Store) -> bool:
    """Whether something was done with an article that others wait for, and was not sent yet."""
    query = (
        f"SELECT EXISTS (SELECT 1 FROM decisions WHERE seq > ? AND {_OURS} AND action IN "
        "('finished', 'skipped', 'reopened', 'returned', 'approved', 'undone', 'redone'))"
    )
    return bool(store.conn.execute(query, (int(state(store).get("sent", 0)),)).fetchone()[0])


def set_pushed(store: Store, number: int) -> None:
    """Note, inside a `write()`, that all decisions up to a number lie ready or were sent."""
    store.conn.execute("UPDATE sync SET pushed = ?", (number,))


def take(store: Store, rows: Sequence[Row], origin: str, who: Who) -> int:
    """Take decisions that were made elsewhere, inside a `write()`; gives how many are new.

    `who` gives the present name of anybody. Raises `NoProject` where an article is not here, `ReusedId` where an id
    stands for another decision here, `ValueError`, `TypeError` or `KeyError` where one makes no sense.
    """
    here = _here(store, [row[ID] for row in rows])
    fresh: list[Row] = []
    for row in rows:
        named = _present(row, who)
        if known := here.get(row[ID]):
            if any(known[place] != named[place] for place in _SAME if place != _NOTE or row[ACTION] != "ruled"):
                raise ReusedId(row[ID])
        else:
            here[row[ID]] = named
            fresh.append((store.article_id(named[0]), ELSEWHERE if named[1] else origin, *named[2:]))
    if not fresh:
        return 0
    first = store.last_decision + 1
    store.conn.executemany(_INSERT, fresh)
    _note_pulled(store, first, store.last_decision)
    current = store.scheme().current
    for article, layer in sorted({(row[ARTICLE], row[LAYER]) for row in fresh}):
        layer_anew(store, article, layer, current)
    store.conn.execute("DELETE FROM frontiers")
    return len(fresh)


def _here(store: Store, ids: Sequence[str]) -> dict[str, Row]:
    """Those of some decisions that are here, by id."""
    rows = store.conn.execute(
        f"SELECT {_SELECT} {_FROM} WHERE one.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[ID]: tuple(row) for row in rows}


def _present(row: Row, who: Who) -> Row:
    names: Mapping[int, Any] = {
        LAYER: who(row[LAYER]), BY: who(row[BY]), _SOURCE: row[_SOURCE] and present_source(row[_SOURCE], who)
    }  # fmt: skip
    if row[ACTION] == "ruled":
        names = {**names, _NOTE: by_present_names(row[_NOTE], who)}
    return tuple(names.get(place, value) for place, value in enumerate(row))


def _note_pulled(store: Store, first: int, last: int) -> None:
    """Note that the decisions of these numbers came from the share."""
    longer = store.conn.execute("UPDATE sync_pulled SET last = ? WHERE last = ?", (last, first - 1))
    if not longer.rowcount:
        store.conn.execute("INSERT INTO sync_pulled VALUES (?, ?)", (first, last))
