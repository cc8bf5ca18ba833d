"""What is derived and does not follow a change yet, made to follow in a thread of its own, while somebody works."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from annotator.errors import ProjectError
from annotator.storage.store import Store

_AT_WORK = Lock()


def settle_beside(store: Store) -> Thread | None:
    """Let what does not follow yet follow in another thread, which is given back; None where everything does.

    Whatever it cannot do is done when the project is next opened.
    """
    if not store.unsettled:
        return None
    thread = Thread(target=_settle, args=(store.path,), daemon=True, name="settling")
    thread.start()
    return thread


def _settle(path: Path) -> None:
    from annotator.storage.maintenance.scheme import settle  # noqa: PLC0415 - nearly never needed, and at every start

    with _AT_WORK, suppress(ProjectError), Store.open(path) as store:
        settle(store)
