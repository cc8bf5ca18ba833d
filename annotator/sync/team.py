"""A team on a share: founded, joined, kept in step, parted from.

What lies at `team/about` says which team it is and whose project founded it; who joins lays down a request, which the
founder's project answers with the roster.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from annotator.domain.decisions import time_text
from annotator.domain.history.events import Note
from annotator.domain.scheme import Kind
from annotator.domain.text.names import checked_name
from annotator.errors import SyncError, WrongUsage
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.assignments import people
from annotator.storage.queries.counts import label_use
from annotator.storage.store import Store
from annotator.storage.sync.decisions import pass_over, waiting
from annotator.storage.sync.fork import fork as storage_fork
from annotator.storage.sync.holds import leave_to_others
from annotator.storage.sync.membership import (
    Membership,
    keep,
    keep_roster,
    membership,
    note_state,
    put_url,
    refused,
    state,
    stays_here,
)
from annotator.storage.sync.membership import leave as forget
from annotator.storage.team.names import register
from annotator.sync.compact import compact
from annotator.sync.places import Pulled, Rest
from annotator.sync.pull import pull
from annotator.sync.push import Pushed, push
from annotator.sync.roster import Member, Role, Roster, roster_of
from annotator.sync.segment import DECISIONS
from annotator.sync.share import Share, ShareError, address, open_share

_ABOUT, _JOINS = "team/about", "j"
_ROLES: dict[str, Role] = {"annotator": "annotator", "reviewer": "reviewer", "lead": "owner"}


@dataclass(slots=True)
class Synced:
    """What one round of keeping in step did: what was sent, what was taken, whom it let in, and who asks to be."""

    sent: Pushed = field(default_factory=Pushed)
    pulled: Pulled = field(default_factory=Pulled)
    admitted: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    """Labels that the project did not have, and others use."""
    asking: list[str] = field(default_factory=list)
    waits: str = ""
    """What is said where the owner has not let this copy in."""


def found(store: Store, url: str, annotator: str, name: str) -> Membership:
    """Found a team on an empty share; whoever works in the project, or has a role in it, is on the roster.

    Raises `WrongUsage` where the project or the share has a team already, `SyncError`.
    """
    _alone(store)
    url = address(url)
    share, store_name = open_share(url), name or store.name
    roles = {entry.name: _ROLES[entry.role] for entry in register(store.conn).entries.values()}
    members = {one: Member(roles.get(one, "annotator")) for one in {*roles, *people(store)}}
    roster = Roster({**members, annotator: Member("owner", (store.uuid,))})
    said = Membership(url, str(uuid4()), store_name, store.uuid, annotator, "owner", roster=roster.as_text())
    about = {"version": 1, "team": said.team, "name": said.name, "owner": said.owner}
    if not share.put_new(_ABOUT, json.dumps(about, ensure_ascii=False).encode()):
        before = _about(share, url)
        if before["owner"] != store.uuid:
            raise WrongUsage(f"On {url} there is a team already: `annotator sync join` joins it.")
        said = replace(said, team=before["team"], name=before["name"])
    _ask(store, share, said)
    with store.write():
        keep(store, said)
    return said


def join(store: Store, url: str, annotator: str) -> Membership:
    """Join the team on a share as somebody, in a project that nothing was done to yet. Raises as `found` does."""
    _alone(store)
    if not store.untouched:
        raise WrongUsage(f"{store.path} is in use already: join in a new file (`-p NEW.db`).")
    url = address(url)
    about = _about(open_share(url), url)
    said = Membership(url, about["team"], about["name"], about["owner"], annotator, "annotator")
    with store.write():
        keep(store, said)
    return said


def _alone(store: Store) -> None:
    if said := membership(store):
        raise WrongUsage(f"{store.path} is kept in step with {said.url} already.")


def _about(share: Share, url: str) -> dict[str, str]:
    try:
        lies_there = share.get(_ABOUT)
    except ShareError as error:
        if share.keys(_ABOUT.partition("/")[0]):
            raise
        raise ShareError(f"On {url} there is no team: nobody founded one there, or its files are away.") from error
    try:
        said = json.loads(lies_there)
        return {word: str(said[word]) for word in ("team", "name", "owner")}
    except (ValueError, TypeError, KeyError) as error:
        raise SyncError("What lies on the share is no team of annotator's.") from error


def the_team(store: Store) -> Membership:
    """The team of a project. Raises `WrongUsage` where it has none."""
    said = membership(store)
    if said is None:
        raise WrongUsage(f"{store.path} is not kept in step with anything: `annotator sync init`, or `sync join`.")
    return said


def in_step(store: Store, *, whole: bool = True, send: bool = True, rest: Rest | None = None) -> Synced:
    """Send what was done here, unless not to `send`, take what others did; how it went is noted in the project.

    What an owner's project says of articles and as a whole is gone through for news if `whole`. Beside an app, `rest`
    is how to wait between writes that are short.

    Raises `SyncError` where the share cannot be reached or another copy writes in the place of this one, `ProjectBusy`.
    """
    said, done = the_team(store), Synced()
    try:
        share = open_share(said.url)
        about = _about(share, said.url)
        _same_team(said, about)
        if said.owner == store.uuid:
            _admit(store, share, roster_of(said.roster), done)
        elif not roster_of(said.roster).of_writer(store.uuid):
            _ask(store, share, said)
        if send:
            done.sent = push(store, share, whole=whole)
            if whole:
                compact(store, share)
        done.pulled = pull(store, share, rest)
        pass_over(store)
        _share_out(store)
        done.labels = _new_labels(store) if said.role == "owner" and done.pulled.rows.get(DECISIONS) else ()
    except SyncError as error:
        kind = "offline" if isinstance(error, ShareError) else "refused"
        with store.write():
            note_state(store, {"is": kind, "why": str(error)})
        raise
    with store.write():
        note_state(store, _standing(store, done))
    return done


def _standing(store: Store, done: Synced) -> dict[str, Any]:
    """How a project stands after a round, as it is noted in it."""
    refused, let_in = done.pulled.refused, roster_of(the_team(store).roster).of_writer(store.uuid) is not None
    if not let_in:
        done.waits = (
            "The owner has not let this copy in yet: their next `annotator sync` does, if you are expected. "
            "What you send until then waits on the share."
        )
    at = time_text(datetime.now(UTC))
    return {
        "is": "refused" if refused else "in step" if let_in else "waiting",
        "why": "; ".join(refused.values()) or done.waits,
        "at": at,
        **({"lists": [at, *done.pulled.lists]} if done.pulled.lists else {}),
        "asking": done.asking,
        "received": state(store).get("received", 0) + done.pulled.rows.get(DECISIONS, 0),
    }


def _share_out(store: Store) -> None:
    """Leave shared articles to those of the annotators who come first."""
    said = the_team(store)
    if said.role == "annotator":
        members = roster_of(said.roster).members
        people = sorted(name for name, one in members.items() if one.role == "annotator" and one.writers)
        leave_to_others(store, said.annotator, people)


def _new_labels(store: Store) -> tuple[str, ...]:
    """Have the labels that others use in the project: an annotator may have made one."""
    scheme = store.scheme()
    kinds: dict[str, Kind] = {
        name: "span" if use.spans else "article"
        for name, use in sorted(label_use(store).items())
        if use.spans or use.articles
    }
    names = tuple(name for name in kinds if scheme.label(name) is None)
    if names:
        now = scheme.with_labels({name: kinds[name] for name in names})
        save_scheme(store, now, note=Note(why="others of the team use it"), instead_of=scheme)
    return names


def _same_team(said: Membership, about: Mapping[str, str]) -> None:
    if (about["team"], about["owner"]) != (said.team, said.owner):
        raise SyncError(f"On {said.url} there is another team now; nothing was sent or taken.")


def _ask(store: Store, share: Share, said: Membership) -> None:
    """Ask to be let in; so it is known, too, whose the places of this copy are."""
    asked = {"name": said.annotator, "writer": store.uuid}
    share.put_new(f"{_JOINS}/{store.uuid}/request", json.dumps(asked, ensure_ascii=False, sort_keys=True).encode())


def _asked(share: Share) -> Iterator[tuple[str, str]]:
    """Who asks to be let in: name and writer."""
    for place in share.places(_JOINS):
        writer = place.rpartition("/")[2]
        try:
            said: Any = json.loads(share.get(f"{place}/request"))
            if said["writer"] == writer and isinstance(said["name"], str):
                yield said["name"], writer
        except (ValueError, TypeError, KeyError, ShareError):
            continue


def _admit(store: Store, share: Share, roster: Roster, done: Synced, names: Iterable[str] = ()) -> None:
    """Let in whoever is expected and asks for the first time, and those of some names in any case."""
    before = roster
    for name, writer in _asked(share):
        if roster.of_writer(writer):
            continue
        known = roster.members.get(name)
        if known and (not known.writers or name in names):
            roster = roster.with_writer(name, writer)
            done.admitted.append(name)
        else:
            done.asking.append(name)
    if roster != before:
        with store.write():
            keep_roster(store, roster.as_text(), "owner")


def admit(store: Store, name: str, role: Role | None) -> Synced:
    """Have somebody on the roster, and let in every project from which they ask. Raises `WrongUsage`, `SyncError`."""
    said, done = the_team(store), Synced()
    if said.owner != store.uuid:
        raise WrongUsage("Only the project that founded the team lets people in.")
    roster = roster_of(said.roster)
    name = name if name in roster.members else checked_name(name)
    if name == said.annotator and role not in (None, "owner"):
        raise WrongUsage(f"{name} founded the team, and stays its owner.")
    if role or name not in roster.members:
        roster = roster.with_member(name, role or "annotator")
        with store.write():
            keep_roster(store, roster.as_text(), "owner")
    _admit(store, open_share(said.url), roster, done, [name])
    return done


def move(store: Store, url: str) -> None:
    """Have the share of a team be at another address. Raises `WrongUsage`, `SyncError` where no team or another is."""
    said, url = the_team(store), address(url)
    _same_team(replace(said, url=url), _about(open_share(url), url))
    with store.write():
        put_url(store, url)


def leave(store: Store) -> int:
    """Have a project belong to no team any more; gives how many decisions were not sent. Raises `WrongUsage`."""
    the_team(store)
    left = waiting(store)
    with store.write():
        forget(store)
    return left


def fork(store: Store) -> None:
    """Make a copy of a project one of its own in the team; the owner has to let it in. Raises `WrongUsage`."""
    the_team(store)
    storage_fork(store)


def status(store: Store) -> dict[str, Any]:
    """How a project stands to its team, as plain values."""
    said, known = the_team(store), state(store)
    roster = roster_of(said.roster)
    return {
        "url": said.url, "team": said.name, "copy": store.uuid, "as": said.annotator, "role": said.role,
        "admitted": roster.of_writer(store.uuid) is not None, "waiting": waiting(store),
        **{word: known.get(word) for word in ("is", "why", "at", "kept", "asking")},
        "people": {name: {"role": one.role, "copies": len(one.writers)} for name, one in roster.members.items()},
        "stays": stays_here(store), "refused": dict(refused(store)),
    }  # fmt: skip
