"""The register of people as a whole: written, and joined with that of another project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.progress import ProgressCallback
from annotator.storage.maintenance.people.rename import carry_over
from annotator.storage.store import Store
from annotator.storage.team.names import Entry, joined, keep, register


def joined_people(store: Store, theirs: Store, *, roles: bool = True) -> dict[str, Entry]:
    """The register that both projects come to; nothing is written. Without `roles`, theirs only says names."""
    ours, there = register(store.conn), register(theirs.conn)
    if not roles:
        there = {name: replace(ours.get(name, Entry(name)), now=one.now, at=one.at) for name, one in there.items()}
    return joined(ours, there)


def put_people(
    store: Store, entries: Mapping[str, Entry], progress: ProgressCallback = lambda _done, _of: None
) -> None:
    """Have the register say this and, where that is news, everything follow it. Raises `ProjectBusy`.

    `progress` hears of how many articles of a former name that is done.
    """
    known = register(store.conn)
    if new := [one for name, one in entries.items() if known.get(name) != one]:
        with store.write() as conn:
            keep(conn, new)
        carry_over(store, progress)
