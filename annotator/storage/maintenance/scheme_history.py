"""The history of the scheme as it is stored: events, and the versions that decisions were made under.

A project whose scheme nobody changed has no rows: its history is that it began with the scheme that is there. What
came with a project that began otherwise is kept, because older texts are known by it, but does not count here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_args

from annotator.domain.decisions import new_id, time_of
from annotator.domain.history.events import Kind, Note, SchemeChange, SchemeEvent
from annotator.domain.history.versions import steps_of, version_id
from annotator.domain.scheme_form import to_form
from annotator.errors import NotAProject, first_line
from annotator.storage.store import Store

_COLUMNS = "id, step, at, by, kind, label, before, after, why, minor, undoes"
_KINDS: dict[str, Kind] = {name: name for name in get_args(Kind)}
_TIMELESS = "00000000-0000-7000-8000-"
"""The ids of beginnings: they come before all others, and are the same in every copy of a project."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the scheme: those that it was made of, and the act that made it, "" for none but joining them."""

    id: str
    parents: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of another project's history: events that count here, others, versions, and the one in force there.

    It `begins_anew` where its beginning takes the place of our own.
    """

    events: Sequence[SchemeEvent] = ()
    heard_of: Sequence[SchemeEvent] = ()
    versions: Sequence[Version] = ()
    version: str = ""
    begins_anew: bool = False


def history(store: Store) -> list[SchemeEvent]:
    """What was done to the scheme of a project, from its beginning on. Raises `NotAProject` where it makes no sense."""
    return _read(store, "counts") or [_beginning(store)]


def heard_of(store: Store) -> list[SchemeEvent]:
    """What was done to schemes of other projects that were merged into this one."""
    return _read(store, "NOT counts")


def _read(store: Store, condition: str) -> list[SchemeEvent]:
    rows = store.conn.execute(f"SELECT {_COLUMNS} FROM scheme_events WHERE {condition} ORDER BY id").fetchall()
    try:
        return [_event(row) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        said = first_line(error)
        raise NotAProject(f"The history of the scheme of {store.path} makes no sense: {said}.") from error


def _event(row: Sequence[Any]) -> SchemeEvent:
    made, step, at, by, kind, label, before, after, why, minor, undoes = row
    change = SchemeChange(_KINDS[kind], label, dict(json.loads(before)), dict(json.loads(after)))
    return SchemeEvent(made, step, at, change, Note(by, why, bool(minor), undoes))


def _beginning(store: Store) -> SchemeEvent:
    form = to_form(store.scheme())
    said = json.dumps([store.uuid, form], sort_keys=True)
    made = _TIMELESS + sha256(said.encode()).hexdigest()[:12]
    return SchemeEvent(made, made, "", SchemeChange("began", "", {}, form))


def events_of(store: Store, changes: Iterable[SchemeChange], note: Note) -> list[SchemeEvent]:
    """Changes that are made now, as one act behind all that is known."""
    (last,) = store.conn.execute("SELECT max(id) FROM scheme_events").fetchone()
    if last:
        new_id.follow(last)
    events: list[SchemeEvent] = []
    for change in changes:
        made = new_id()
        events.append(SchemeEvent(made, events[0].step if events else made, time_of(made), change, note))
    return events


def keep(store: Store, events: Iterable[SchemeEvent], *, counts: bool = True) -> None:
    """Write events, inside a `write()`, as far as they are not there."""
    marks = ", ".join("?" * (len(_COLUMNS.split(", ")) + 1))
    store.conn.executemany(
        f"INSERT OR IGNORE INTO scheme_events VALUES ({marks})", ((*_row(event), counts) for event in events)
    )


def _row(event: SchemeEvent) -> tuple[Any, ...]:
    change, note = event.change, event.note
    before, after = (json.dumps(dict(one), ensure_ascii=False) for one in (change.before, change.after))
    return (
        event.id, event.step, event.at, note.by, change.kind, change.label, before, after, note.why, int(note.minor),
        note.undoes,
    )  # fmt: skip


# -- versions


def versions(store: Store) -> list[Version]:
    """All versions that were in force here, or in a project that was merged into this one."""
    rows = store.conn.execute("SELECT id, parents, step FROM scheme_versions ORDER BY id")
    return [Version(made, tuple(parents.split()), step) for made, parents, step in rows]


def keep_versions(store: Store, some: Iterable[Version]) -> None:
    """Write versions, inside a `write()`, as far as they are not there."""
    store.conn.executemany(
        "INSERT OR IGNORE INTO scheme_versions VALUES (?, ?, ?)",
        ((one.id, " ".join(one.parents), one.step) for one in some),
    )


def put_in_force(store: Store, parents: Iterable[str], step: str = "") -> None:
    """Note, inside a `write()`, that the version with all events that count is in force, made of others by an act."""
    now = version_id(steps_of(history(store)))
    if now != version_in_force(store):
        keep_versions(store, [Version(now, tuple(filter(None, parents)), step)])
        store.conn.execute("UPDATE project SET guide = ?", (now,))


def version_in_force(store: Store) -> str:
    """The id of the version in force."""
    return str(store.conn.execute("SELECT guide FROM project").fetchone()[0])


def known_steps(store: Store, version: str) -> set[str]:
    """The acts that were known under a version."""
    by_id = {one.id: one for one in versions(store)}
    found, left, seen = set[str](), [version], set[str]()
    while left:
        one = by_id.get(left.pop())
        if one and one.id not in seen:
            seen.add(one.id)
            found.add(one.step)
            left += one.parents
    return found - {""}
