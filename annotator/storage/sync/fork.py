"""A project file becomes one of its own, where it is a copy of another one that writes to the same share."""

from __future__ import annotations

from uuid import uuid4

from annotator.storage.maintenance.rebuild import stack_anew
from annotator.storage.maintenance.scheme_history import history, keep
from annotator.storage.store import Store


def fork(store: Store) -> None:
    """Give a project a name (`uuid`) of its own, and forget what of it was sent. What is decided in it stays.

    What was decided in it so far is not undone by keys any more. Raises `ProjectBusy`.
    """
    with store.write() as conn:
        keep(store, history(store))  # how a scheme begins is known by the project's name
        was = store.uuid
        conn.execute("UPDATE project SET uuid = ?", (str(uuid4()),))
        store.renamed()
        conn.execute("DELETE FROM sync_outbox")
        conn.execute("DELETE FROM sync_sent WHERE (SELECT role FROM sync) = 'owner'")
        conn.execute("DELETE FROM sync_places WHERE place GLOB '*/' || ?", (was,))
        conn.execute("UPDATE sync SET pushed = 0, state = '{}'")
        stack_anew(store)
