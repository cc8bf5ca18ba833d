"""The terminal before the app: a page on the alternate screen, with keys kept for later and none echoed.

The app takes the alternate screen over as it is (`driver`). Where it never comes so far, the
terminal is given back as it was found.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from rich.color import ColorSystem
from rich.segment import Segment

from annotator.tui.terminal.ansi import written
from annotator.tui.text.styles import Depth

if sys.platform != "win32":
    import termios

ALTERNATE, BACK = "\x1b[?1049h", "\x1b[?1049l"
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"  # a synchronised update
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_SYSTEMS: Mapping[Depth, ColorSystem] = {
    "full": ColorSystem.TRUECOLOR,
    "indexed": ColorSystem.EIGHT_BIT,
    "sixteen": ColorSystem.STANDARD,
}


def depth_of(environ: Mapping[str, str]) -> Depth | None:
    """How many colours the terminal has, by the rules of rich, whose console takes long to load.

    None where it should show none, or where keys cannot wait.
    """
    term = environ.get("TERM", "").strip().lower()
    if sys.platform == "win32" or term in ("dumb", "unknown"):
        return None
    if "NO_COLOR" in environ or "TEXTUAL_COLOR_SYSTEM" in environ:
        return None
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "full"
    return "indexed" if term.rpartition("-")[2] in ("256color", "kitty") else "sixteen"


class EarlyTerminal:
    """Shows one page until the app takes over; use it in a `with`."""

    def __init__(self) -> None:
        self._attributes: list[Any] | None = None
        self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._attributes is not None:
            termios.tcsetattr(self._fd, termios.TCSANOW, self._attributes)
            _write(BACK + _SHOW)

    def show(self, lines: Iterable[Sequence[Segment]], depth: Depth) -> None:
        """Draw lines as wide as the terminal, from its top; what is typed waits, and is not echoed."""
        self._fd = sys.stdin.fileno()
        self._attributes = termios.tcgetattr(self._fd)
        waiting = termios.tcgetattr(self._fd)
        waiting[0] &= ~(termios.ICRNL | termios.IXON)
        waiting[3] &= ~(termios.ECHO | termios.ICANON)
        waiting[6][termios.VSUSP] = b"\0"  # who stops us now would be left with this screen
        termios.tcsetattr(self._fd, termios.TCSANOW, waiting)
        page = written(((y, 0, line) for y, line in enumerate(lines)), _SYSTEMS[depth])
        _write(f"{ALTERNATE}{_HIDE}{BEGIN}{page}{END}")

    @property
    def showing(self) -> bool:
        """Whether a page is shown that nobody took over yet."""
        return self._attributes is not None

    def hand_over(self) -> list[Any] | None:
        """From here on the terminal is the app's; gives how it was found, for when the app is left."""
        found, self._attributes = self._attributes, None
        return found


def _write(output: str) -> None:
    stream = sys.__stderr__
    if stream is not None:
        stream.write(output)
        stream.flush()
