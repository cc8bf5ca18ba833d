"""How a process works that nobody may have to wait for: it takes what the app leaves over."""

from __future__ import annotations

import os
from contextlib import suppress

_NICENESS = 10


def step_back() -> None:
    """Lower the process's priority (nice +10), so that others come first where a core is shared; at most twice."""
    os.nice(_NICENESS)


def leave_a_core() -> None:
    """Leave one core alone, if there are several: who wakes beside this process does not have to wait for its turn.

    Only threads that begin later, and this one, keep to it.
    """
    if hasattr(os, "sched_setaffinity"):
        cores = os.sched_getaffinity(0)
        with suppress(OSError):  # a sandbox may not want that
            os.sched_setaffinity(0, cores - {min(cores)} or cores)
