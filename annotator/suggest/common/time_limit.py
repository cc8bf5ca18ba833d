"""An end to what may never end: a regular expression of a user over an article."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import ModelError


@contextmanager
def time_limit(seconds: float, subject: str) -> Iterator[None]:
    """Raises `ModelError` within the block after so many seconds, even inside the search of a regular expression.

    It needs the main thread and a system with timers; elsewhere the block takes as long as it takes.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> None:
        raise ModelError(f"{subject} took more than {seconds:g} seconds over one article, so it was left out.")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
