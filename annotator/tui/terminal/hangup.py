"""Whether the terminal is still there. Where it went without a signal, the app must not go on alone."""

from __future__ import annotations

import select
import sys


def hung_up() -> bool:
    """Whether the other end of standard input was closed; only asked where that is a terminal."""
    poll = getattr(select, "poll", None)
    if poll is None or sys.__stdin__ is None:
        return False
    poller = poll()
    poller.register(sys.__stdin__.fileno(), 0)  # hang-ups are told whatever is asked for
    return any(event & select.POLLHUP for _, event in poller.poll(0))
