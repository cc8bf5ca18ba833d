"""The pace: decisions a minute over the last few minutes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW = 180.0


class Pace:
    """Counts decisions as they are made; as a string `12/min`, or nothing while there are too few to tell."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: deque[float] = deque()

    def tick(self) -> None:
        """A decision was made."""
        self._times.append(self._clock())

    def __str__(self) -> str:
        now = self._clock()
        while self._times and self._times[0] < now - WINDOW:
            self._times.popleft()
        if len(self._times) < 5:
            return ""
        minutes = max(now - self._times[0], 20.0) / 60
        return f"{len(self._times) / minutes:.0f}/min"
