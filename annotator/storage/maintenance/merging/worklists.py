"""The worklists of another project, taken into this one: the newer word holds on each list and on each place of it.

What was put on a list before it was taken away last, on either side, is gone, whatever the order of merging.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.store import Store
from annotator.storage.team.called import Who
from annotator.storage.worklists.lists import drop_places, worklists

_LIST = (
    "INSERT INTO worklists VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
    + ", ".join(f"{name} = iif(excluded.at > at, excluded.{name}, {name})" for name in ("kind", "by", "about"))
    + ", at = max(at, excluded.at), dropped = max(dropped, excluded.dropped)"
)
_COLUMNS = 'list, article, layer, start, "end", label, suggested, guide, made, state, at, step'
_PLACE = (
    f"INSERT INTO worklist_places ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    + ", ".join(f"{name} = iif(excluded.made > made, excluded.{name}, {name})" for name in ("suggested", "guide"))
    + ", "
    + ", ".join(f"{name} = iif(excluded.at > at, excluded.{name}, {name})" for name in ("state", "step"))
    + ", made = max(made, excluded.made), at = max(at, excluded.at)"
)
_NAMES = "SELECT DISTINCT label FROM worklist_places WHERE list = ? AND article = ? AND layer = ? AND start = ?"


def join_worklists(store: Store, other: Store, named: Callable[[str], str], who: Who) -> list[str]:
    """Take the lists of another project whose articles are here; gives the names of those that are new here.

    `named` translates their labels, `who` gives the present name of anybody. Raises `ProjectBusy`.
    """
    lists = other.conn.execute("SELECT name, kind, by, at, dropped, about FROM main.worklists").fetchall()
    if not lists:
        return []
    before = {one.name for one in worklists(store)}
    places = other.conn.execute(
        f"SELECT {_COLUMNS.replace('article', 'key', 1)} FROM main.worklist_places JOIN main.articles ON id = article "
        "WHERE made > (SELECT dropped FROM main.worklists WHERE name = list)"
    ).fetchall()
    with store.write() as conn:
        conn.executemany(_LIST, ((name, kind, who(by), *rest) for name, kind, by, *rest in lists))
    in_short_writes(store, places, partial(_take, store, named, who))
    with store.write():
        drop_places(store)
    return [one.name for one in worklists(store) if one.name not in before]


def _take(store: Store, named: Callable[[str], str], who: Who, some: Sequence[Sequence[Any]]) -> None:
    current = store.scheme().current
    for name, key, layer, start, end, label, suggested, *rest in some:
        place = name, store.article_id(key), who(layer), start
        here = store.conn.execute(f'{_NAMES} AND "end" = ?', (*place, end)).fetchall()
        called = named(label) if label else ""
        label_here = next((one for (one,) in here if current(one) == current(called)), called)
        proposed = named(suggested) if suggested else ""
        store.conn.execute(_PLACE, (*place, end, label_here, proposed, *rest))
