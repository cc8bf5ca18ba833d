"""The register of people as a whole: written, and joined with that of another project."""

from __future__ import annotations

from annotator.progress import ProgressCallback
from annotator.storage.maintenance.people.rename import carry_over
from annotator.storage.store import Store
from annotator.storage.team.names import Register, keep, register


def joined_people(store: Store, theirs: Store, *, roles: bool = True) -> Register:
    """The register that both projects come to; nothing is written. Without `roles`, theirs only joins names."""
    there = register(theirs.conn)
    return register(store.conn).joined(there if roles else Register({}, there.same))


def put_people(store: Store, said: Register, progress: ProgressCallback = lambda _done, _of: None) -> None:
    """Have the register say this and, where that is news, everything follow it. Raises `ProjectBusy`.

    `progress` hears of how many articles of a former name that is done.
    """
    before = register(store.conn)
    if said != before:
        with store.write() as conn:
            keep(conn, said)
        if said.same != before.same:
            carry_over(store, progress)
