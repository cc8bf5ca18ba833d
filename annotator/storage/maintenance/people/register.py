"""The register of people as a whole: written, and joined with that of another project."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.progress import ProgressCallback
from annotator.storage.maintenance.people.rename import carry_over
from annotator.storage.store import Store
from annotator.storage.team.names import Entry, joined, keep, register


def joined_people(store: Store, theirs: Store) -> dict[str, Entry]:
    """The register that both projects come to; nothing is written."""
    return joined(register(store.conn), register(theirs.conn))


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
