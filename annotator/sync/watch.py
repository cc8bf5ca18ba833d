"""A project kept in step for as long as somebody works in it.

What was finished is sent within a second; what others did is asked for now and then. Everything is sent when it ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from annotator.errors import ProjectBusy, SyncError
from annotator.storage.store import Store
from annotator.storage.sync.decisions import finished_since
from annotator.storage.sync.membership import changes
from annotator.sync.team import Synced, in_step

EVERY = 20.0
"""Seconds after which it is asked what others did."""
_LOOK, _WHOLE = 1.0, 300.0
"""Seconds after which it is looked whether something was finished here, and whether articles or labels are others."""

Told = Callable[[Synced | SyncError | ProjectBusy], None]


def watch(store: Store, told: Told, ended: Event, every: float = EVERY) -> None:
    """Keep a project in step until it is `ended`; `told` hears of each time. Raises `WrongUsage`, `ProjectError`."""
    asked = looked_through = -max(every, _WHOLE)
    seen = -1
    while True:
        last, now, changed = ended.is_set(), time.monotonic(), changes(store)
        finished = changed != seen and finished_since(store)
        whole = last or (changed != seen and now - looked_through >= _WHOLE)
        if last or finished or now - asked >= every:
            try:
                told(in_step(store, whole=whole, send=whole or finished, rest=ended.wait))
            except (SyncError, ProjectBusy) as error:
                told(error)
            asked, looked_through = time.monotonic(), now if whole else looked_through
        seen = changed
        if last:
            return
        ended.wait(min(_LOOK, every))
