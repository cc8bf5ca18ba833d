"""That a project is one of a team that meets on a share: which one, who works here, and how the last try went."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from annotator.plural import counted
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Membership:
    """The team that a project belongs to, and who works in it here.

    `team` is the team's id, `name` what it is called; `owner` the uuid of the project that it was founded from. All
    decisions up to the number `pushed` were made ready to be sent. `roster` and `state` are JSON.
    """

    url: str
    team: str
    name: str
    owner: str
    annotator: str
    role: str
    pushed: int = 0
    roster: str = "{}"
    state: str = "{}"


_COLUMNS = ", ".join(one.name for one in fields(Membership))


def membership(store: Store) -> Membership | None:
    """What a project says of its team; None where it has none."""
    row = store.conn.execute(f"SELECT {_COLUMNS} FROM sync").fetchone()
    return Membership(*row) if row else None


def keep(store: Store, said: Membership) -> None:
    """Have the project belong to a team, inside a `write()`."""
    marks = ", ".join("?" * len(fields(Membership)))
    store.conn.execute(f"INSERT OR REPLACE INTO sync (id, {_COLUMNS}) VALUES (1, {marks})", astuple(said))


def put_url(store: Store, url: str) -> None:
    """Note, inside a `write()`, that the share is elsewhere now."""
    store.conn.execute("UPDATE sync SET url = ?", (url,))


def leave(store: Store) -> None:
    """Have the project belong to no team any more, inside a `write()`; what is in it stays."""
    for table in ("sync", "sync_places", "sync_outbox", "sync_pulled", "sync_sent"):
        store.conn.execute(f"DELETE FROM {table}")


def keep_roster(store: Store, roster: str, role: str) -> None:
    """Note, inside a `write()`, the roster, and the role that it gives whoever works here."""
    store.conn.execute("UPDATE sync SET roster = ?, role = ?", (roster, role))


def state(store: Store) -> dict[str, Any]:
    """How the last try went, and what else is remembered from one to the next."""
    row = store.conn.execute("SELECT state FROM sync").fetchone()
    found = json.loads(row[0]) if row else {}
    return found if isinstance(found, dict) else {}


def stays_here(store: Store) -> str:
    """What is said of decisions that were made here and may not be sent, or ""."""
    said, number = membership(store), state(store).get("kept", 0)
    if not (said and number):
        return ""
    stay = counted(number, "decision stays", "decisions stay")
    return f"{stay} here: of this copy, only what {said.annotator} may say of the team's articles is sent."


def note_state(store: Store, news: Mapping[str, Any]) -> None:
    """Remember, inside a `write()`, some of that anew."""
    store.conn.execute("UPDATE sync SET state = ?", (json.dumps({**state(store), **news}, ensure_ascii=False),))


def changes(store: Store) -> int:
    """A number that is another one when another program has written into the project."""
    return int(store.conn.execute("PRAGMA data_version").fetchone()[0])


# -- places on the share


@dataclass(frozen=True, slots=True)
class Head:
    """The last segment of a place that is known here: its name and the SHA-256 of its bytes, both "" for none."""

    last: str = ""
    hash: str = ""


def head(store: Store, place: str) -> Head:
    """How far a place is known."""
    row = store.conn.execute("SELECT last, hash FROM sync_places WHERE place = ?", (place,)).fetchone()
    return Head(*row) if row else Head()


def own_places(store: Store, kind: str) -> list[str]:
    """The places of a kind that this project writes to."""
    query = "SELECT place FROM sync_places WHERE place GLOB ? || '/*' AND place GLOB '*/' || ? AND last != ''"
    return [place for (place,) in store.conn.execute(query, (kind, store.uuid))]


def put_head(store: Store, place: str, known: Head) -> None:
    """Note, inside a `write()`, how far a place is known now; nothing of it is refused any more."""
    store.conn.execute("INSERT OR REPLACE INTO sync_places VALUES (?, ?, ?, '')", (place, known.last, known.hash))


def refuse(store: Store, place: str, why: str) -> None:
    """Note, inside a `write()`, why nothing more of a place is taken; "" where nothing speaks against it."""
    store.conn.execute(
        "INSERT INTO sync_places VALUES (?, '', '', ?) ON CONFLICT (place) DO UPDATE SET refused = excluded.refused",
        (place, why),
    )


def refused(store: Store) -> list[tuple[str, str]]:
    """The places of which nothing more is taken, each with why."""
    rows = store.conn.execute("SELECT place, refused FROM sync_places WHERE refused != '' ORDER BY place")
    return [(place, why) for place, why in rows]


# -- what is to be sent


def put_out(store: Store, segments: Sequence[tuple[str, bytes]]) -> None:
    """Have segments lie ready, inside a `write()`, each with its key on the share, behind those that do already."""
    store.conn.executemany("INSERT INTO sync_outbox (key, body) VALUES (?, ?)", segments)


def lying_ready(store: Store, many: int) -> list[tuple[int, str, bytes]]:
    """The first segments that are to be sent: number, key, bytes."""
    query = "SELECT number, key, body FROM sync_outbox ORDER BY number LIMIT ?"
    return [tuple(row) for row in store.conn.execute(query, (many,))]


def sent(store: Store, up_to: int) -> None:
    """Have the segments up to a number be sent, inside a `write()`."""
    store.conn.execute("DELETE FROM sync_outbox WHERE number <= ?", (up_to,))
