"""Lines of a list that are made once, for as long as what they show is the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from textual.content import Content

_MOST = 1_000


class KeptLines:
    """Lines by what else they depend on than the very object that they show."""

    def __init__(self) -> None:
        self._dress: object = None
        self._lines: dict[Hashable, tuple[object, Content]] = {}

    def wear(self, dress: object) -> None:
        """Forget all lines where this, which all depend on, is another one than before."""
        if dress != self._dress or len(self._lines) > _MOST:
            self._dress, self._lines = dress, {}

    def line(self, at: Hashable, shown: object, make: Callable[[], Content]) -> Content:
        """The line that was made before of just this object, else a new one."""
        known = self._lines.get(at)
        if known is None or known[0] is not shown:
            known = self._lines[at] = (shown, make())
        return known[1]
