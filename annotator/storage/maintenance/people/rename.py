"""What stands under a former name of somebody is put under their present one.

Of an article that was labelled under both, the two logs become one, which is folded in the order of time as after a
merge. It is the one thing that is ever changed of a decision: who made it, and in whose layer. It goes article by
article, in writes that are each whole and so short that others hardly wait. Where it was broken off, rows are left
under the former name: the doctor says so, and doing it again does the rest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from annotator.progress import ProgressCallback
from annotator.storage.last_words import LOOK, present_word, to
from annotator.storage.maintenance import whose
from annotator.storage.maintenance.people.rulings import by_present_names, names
from annotator.storage.maintenance.rebuild import layer_anew, stack_anew
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.migrations import TRIGGERS
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import rename_layer
from annotator.storage.team.called import Who, later
from annotator.storage.team.names import register

_COUNTED = {
    "layer_counts": "layer, status, flagged, archived, -1",
    "answer_counts": "layer, cats, archived, -1",
    "undecided_counts": "layer, archived, -undecided",
}
_NAMED = {"assignments": "annotator", "leases": "annotator", "places": "annotator", "worklist_places": "layer"}
_BY = ("worklists", "rounds", "deals", "tags", "strings_aside")
_ADD = "ON CONFLICT DO UPDATE SET number = number + excluded.number"
_TRIGGER = "decisions_stay"


def left_behind(store: Store) -> list[tuple[str, str]]:
    """The former names under which something still stands, each with the present one."""
    names = register(store.conn).former()
    return [(old, new) for old, new in sorted(names.items()) if _articles(store, old) or _elsewhere(store, old)]


def carry_over(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> None:
    """Put everything under the present names of people. Raises `ProjectBusy`.

    `progress` hears of how many articles that is done.
    """
    for old, new in left_behind(store):
        articles, done = _articles(store, old), 0

        def carry(some: Sequence[int], old: str = old, new: str = new, of: int = len(articles)) -> None:
            nonlocal done
            _Carrying(store, old, new).carry(some)
            done += len(some)
            progress(done, of)

        ShortWrites(store).each(articles, carry)
        with store.write():
            _carry_rest(store, old, new)


def _articles(store: Store, name: str) -> list[int]:
    rows = store.conn.execute(
        "SELECT article FROM decisions WHERE layer = ?1 OR by = ?1 UNION SELECT article FROM layers WHERE layer = ?1",
        (name,),
    )
    found = {article for (article,) in rows}
    ruled = store.conn.execute("SELECT article, note FROM decisions WHERE action = 'ruled' AND instr(note, ?)", (name,))
    return sorted(found.union(article for article, note in ruled if article not in found and names(note, name)))


def _elsewhere(store: Store, name: str) -> bool:
    tables = [
        *_NAMED.items(),
        ("frontiers", "annotator"),
        ("deals", "annotator"),
        ("steps", "by"),
        ("strings_aside", "layer"),
    ]
    tables += ((table, "by") for table in _BY)
    asked = [f"EXISTS (SELECT 1 FROM {table} WHERE {column} = :name)" for table, column in tables]
    asked.append("EXISTS (SELECT 1 FROM last_words WHERE word = :word)")
    values = {"name": name, "word": to(name)}
    return bool(store.conn.execute(f"SELECT {' OR '.join(asked)}", values).fetchone()[0])


class _Carrying:
    """Layers and decisions of some articles, from one name to another, inside a `write()`."""

    def __init__(self, store: Store, old: str, new: str) -> None:
        self._store, self._old, self._new = store, old, new

    def carry(self, articles: Sequence[int]) -> None:
        values = {"some": json.dumps(list(articles)), "old": self._old, "new": self._new}
        conn, among = self._store.conn, "article IN (SELECT value FROM json_each(:some))"
        self._count_days(values, among, -1)
        for table, columns in _COUNTED.items():
            conn.execute(
                f"INSERT INTO {table} SELECT {columns} FROM layers JOIN articles ON id = article "
                f"WHERE {among} AND layer = :old {_ADD}",
                values,
            )
        for table in ("spans", "claims", "mentions", "layers"):
            conn.execute(f"DELETE FROM {table} WHERE {among} AND layer = :old", values)
        _write_names(conn, among, values)
        self._count_days(values, among, 1)
        rows = conn.execute(
            f"SELECT DISTINCT article, layer FROM decisions WHERE {among} "
            "AND (layer = :new OR by = :new OR action = 'ruled')",
            values,
        )
        for article, layer in rows.fetchall():
            layer_anew(self._store, article, layer, self._store.scheme().current)
        conn.execute(f"UPDATE steps SET layer = :new WHERE {among} AND layer = :old", values)
        conn.execute(f"UPDATE OR REPLACE shared_steps SET layer = :new WHERE {among} AND layer = :old", values)

    def _count_days(self, values: dict[str, str], among: str, sign: int) -> None:
        """Count the days on which these articles were finished under either name, or count them no more."""
        self._store.conn.execute(
            "INSERT INTO day_counts SELECT day, layer, archived, sum(:sign) FROM (SELECT DISTINCT article, "
            "substr(at, 1, 10) AS day, layer, archived FROM decisions JOIN articles ON articles.id = article "
            f"WHERE {among} AND layer IN (:old, :new) AND action IN ('finished', 'approved') AND origin != 'import') "
            f"WHERE TRUE GROUP BY 1, 2, 3 {_ADD}",
            {**values, "sign": sign},
        )


def _write_names(conn: sqlite3.Connection, among: str, values: dict[str, str]) -> None:
    """Write the present name into decisions, and into rulings on what was said under the former one.

    What keeps decisions as they are is back before anybody else writes.
    """
    old, new = values["old"], values["new"]
    ruled = conn.execute(
        f"SELECT id, note FROM decisions WHERE {among} AND action = 'ruled' AND instr(note, :old)", values
    ).fetchall()
    conn.execute(f"DROP TRIGGER {_TRIGGER}")
    conn.executemany(
        "UPDATE decisions SET note = ? WHERE id = ?",
        ((by_present_names(note, lambda name: new if name == old else name), ruling) for ruling, note in ruled),
    )
    conn.execute(
        "UPDATE decisions SET layer = iif(layer = :old, :new, layer), by = iif(by = :old, :new, by) "
        f"WHERE {among} AND (layer = :old OR by = :old)",
        values,
    )
    conn.execute(TRIGGERS[_TRIGGER])


def _carry_rest(store: Store, old: str, new: str) -> None:
    """What is not in layers: the undo stack, what was given to whom and said of it, where somebody was."""
    conn, names = store.conn, (new, old)
    (both,) = conn.execute("SELECT count(DISTINCT by) > 1 FROM steps WHERE by IN (?, ?)", names).fetchone()
    conn.execute("UPDATE steps SET by = ? WHERE by = ?", names)
    if both:
        stack_anew(store)
    for table, column in _NAMED.items():
        for now, was in (names, (later(new), later(old))):
            conn.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (now, was))
            conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (was,))
    for table in _BY:
        conn.execute(f"UPDATE {table} SET by = ? WHERE by = ?", names)
    rename_layer(conn, old, new)
    conn.execute("DELETE FROM frontiers")
    conn.execute("UPDATE deals SET annotator = ? WHERE annotator = ?", names)
    conn.execute("UPDATE collected SET person = ? WHERE person = ?", names)
    _carry_words(conn, lambda name: new if name == old else name)
    whose.mend_assignments(conn)


def _carry_words(conn: sqlite3.Connection, who: Who) -> None:
    """Put last words under the present name; of two that become one, the newer holds."""
    rows = conn.execute(
        f"SELECT article, word, said, at FROM last_words WHERE word GLOB '{to('')}*' OR word GLOB '{LOOK}*'"
    )
    for article, word, said, at in rows.fetchall():
        if (now := present_word(word, who)) != word:
            conn.execute("DELETE FROM last_words WHERE article = ? AND word = ?", (article, word))
            conn.execute(
                "INSERT INTO last_words VALUES (?, ?, ?, ?) ON CONFLICT (article, word) DO UPDATE SET "
                "said = excluded.said, at = excluded.at WHERE (excluded.at, excluded.said) > (at, said)",
                (article, now, said, at),
            )
