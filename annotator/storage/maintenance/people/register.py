"""The register of people as a whole: written, and joined with that of another project."""

from __future__ import annotations

from collections.abc import Collection

from annotator.progress import ProgressCallback
from annotator.storage.maintenance.people.rename import carry_over
from annotator.storage.store import Store
from annotator.storage.team.names import Register, keep, register


def joined_people(
    store: Store, theirs: Store, among: Collection[str] | None = None
) -> tuple[Register, list[tuple[str, str]]]:
    """The register that both projects come to, and who is not joined, though they say so; nothing is written.

    Where it is said who there is (`among`), theirs only gives them other names: it says no roles, and joins nobody of
    them with somebody else of them.
    """
    ours, there = register(store.conn), register(theirs.conn)
    if among is None:
        return ours.joined(there), []
    who, known = ours.who(), {*among, *ours.names()}
    apart = sorted(pair for pair in there.same if known.issuperset(pair) and who(pair[0]) != who(pair[1]))
    kept = {pair: one for pair, one in there.same.items() if pair not in apart}
    return ours.joined(Register({}, kept)), apart


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
