"""Articles that somebody comes back to later: after all others, after so many others, or from a point in time on.

They are kept among the places of annotators, under a name that no annotator has, and are no decisions: the article is
as open as before. It comes back as soon as it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from annotator.domain.decisions import time_text
from annotator.storage.conditions import CLOSED
from annotator.storage.store import Store
from annotator.storage.team.called import later

LAST = "9999"
"""When an article comes back that is to come after all others: behind every time there is."""
NOT_SNOOZED = "articles.id NOT IN (SELECT article FROM places WHERE annotator = :later AND at > :now)"
"""SQL: a row of `articles` is not put off by whom `:later` names; `:now` is the time."""
_SINCE, _OTHERS = (
    f"CASE WHEN json_valid(place) THEN json_extract(place, '$.{name}') END" for name in ("since", "others")
)
"""SQL: when a row of `places` was put off, and how many others are to be done before it comes back."""


def snooze(store: Store, annotator: str, key: str, until: str, others: int = 0) -> None:
    """Put an article off until a time (UTC, ISO 8601), or until all others are done (`LAST`), or so many `others`.

    Raises `ProjectError`.
    """
    place = {"since": time_text(datetime.now(UTC))} | ({"others": others} if others else {})
    with store.write():
        store.save_place(later(annotator), key, place, until)


def one_done(store: Store, annotator: str) -> str | None:
    """Count an article as done, inside a `write()`; gives the one that was to come back after it, if there is one."""
    values = {"who": annotator, "later": later(annotator)}
    one_less = f"json_set(place, '$.others', {_OTHERS} - 1)"
    store.conn.execute(f"UPDATE places SET place = {one_less} WHERE annotator = :later AND {_OTHERS} > 0", values)
    row = store.conn.execute(
        "SELECT key FROM places JOIN articles ON id = places.article "
        "LEFT JOIN layers ON layers.article = id AND layer = :who "
        f"WHERE annotator = :later AND {_OTHERS} = 0 AND archived = 0 AND NOT coalesce({CLOSED}, 0) "
        f"ORDER BY {_SINCE} LIMIT 1",
        values,
    ).fetchone()
    return str(row[0]) if row else None


def wake(store: Store, annotator: str, key: str) -> None:
    """Let an article come as if it had never been put off. Raises `ProjectError`."""
    values = (later(annotator), store.article_id(key))
    if store.conn.execute("SELECT 1 FROM places WHERE annotator = ? AND article = ?", values).fetchone():
        with store.write() as conn:
            conn.execute("DELETE FROM places WHERE annotator = ? AND article = ?", values)


def put_off_since(store: Store, annotator: str, moment: str) -> str | None:
    """The article that was put off last, if that was after a moment (UTC, ISO 8601) and it is so still; else None."""
    row = store.conn.execute(
        f"SELECT key, {_SINCE} AS since FROM places JOIN articles ON id = places.article "
        "WHERE annotator = :later AND places.at > :now AND since > :moment AND archived = 0 "
        "ORDER BY since DESC LIMIT 1",
        {"later": later(annotator), "now": time_text(datetime.now(UTC)), "moment": moment},
    ).fetchone()
    return str(row[0]) if row else None


def after_all_others(store: Store, annotator: str, but: str | None) -> str | None:
    """The article that was put off first until all others are done, one left out; None where there is none."""
    row = store.conn.execute(
        "SELECT key FROM places JOIN articles ON id = places.article "
        "LEFT JOIN layers ON layers.article = id AND layer = :who "
        f"WHERE annotator = :later AND places.at = '{LAST}' AND archived = 0 AND NOT coalesce({CLOSED}, 0) "
        "AND key != :but ORDER BY place, added, key LIMIT 1",
        {"who": annotator, "later": later(annotator), "but": but or ""},
    ).fetchone()
    return str(row[0]) if row else None


def snoozed(store: Store, annotator: str, keys: Sequence[str] | None = None) -> dict[str, str]:
    """Which articles that are open still are put off (of these, if `keys` are named), and until when, by key."""
    rows = store.conn.execute(
        "SELECT key, places.at FROM places JOIN articles ON id = places.article "
        "LEFT JOIN layers ON layers.article = id AND layer = :who "
        f"WHERE annotator = :later AND places.at > :now AND archived = 0 AND NOT coalesce({CLOSED}, 0) "
        "AND (:keys IS NULL OR key IN (SELECT value FROM json_each(:keys))) ORDER BY places.at",
        {
            "who": annotator,
            "later": later(annotator),
            "now": time_text(datetime.now(UTC)),
            "keys": None if keys is None else json.dumps(list(keys)),
        },
    )
    return dict(rows.fetchall())
