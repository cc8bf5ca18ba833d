"""Who is at work: a name that is not in use any more finds its person, and one that is new and nearly known is told."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.decisions import GOLD
from annotator.services.team.near_names import nearly
from annotator.storage.queries.counts import annotators, has_layer
from annotator.storage.store import Store
from annotator.storage.sync.membership import membership
from annotator.storage.team.names import register


def at_work(store: Store, name: str) -> tuple[str, str]:
    """The present name of whoever opens a project under this one, and who they may be instead, or "".

    That is who is known there under nearly that name, in a package whom it is for, and in a copy that is kept in step
    who joined with it, as nothing of anybody else is sent.
    """
    now = former_names(store).get(name, name)
    return now, "" if has_layer(store, now) else near_names(store)(now) or _member(store, now) or _owner(store, now)


def _member(store: Store, name: str) -> str:
    """Who joined a team with this copy, where that is somebody else than who opens it; an owner sends anything."""
    said = membership(store)
    who = register(store.conn).who()(said.annotator) if said and said.role != "owner" else ""
    return who if who != name else ""


def _owner(store: Store, name: str) -> str:
    """Who all articles of a package are for, where that is somebody else than who opens it; else ""."""
    row = store.conn.execute(
        "SELECT min(annotator) FROM assignments HAVING count(*) = (SELECT count(*) FROM articles) "
        "AND min(annotator) = max(annotator)"
    ).fetchone()
    return str(row[0]) if row and row[0] != name else ""


def near_names(store: Store) -> Callable[[str], str]:
    """What tells who of those who are here now has nearly a name that nobody has, or ""."""
    known, names = known_names(store), former_names(store)

    def near(name: str) -> str:
        found = nearly(name, known)
        return names.get(found, found)

    return near


def known_names(store: Store) -> set[str]:
    """The names in use, and those that were."""
    return {*annotators(store), *register(store.conn).names()} - {GOLD}


def former_names(store: Store) -> dict[str, str]:
    """The present name of each name that is not in use any more."""
    return register(store.conn).former()


def joins(name: str, known: str) -> str:
    """What is said where somebody is new whose name is nearly that of somebody known."""
    return f"{name} is new here, and {known} is known: `annotator people rename {name} {known}` if they are one."
