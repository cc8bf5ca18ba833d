"""The terminal before the app: keys are kept for later and none echoed; a page may be shown on the alternate screen.

The app takes over the terminal, and the screen as it is (`driver`). Where it never comes so far, the
terminal is given back as it was found.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from rich.color import ColorSystem
from rich.segment import Segment

from annotator.tui.style.background import ASK, answers, told
from annotator.tui.style.worn import Depth
from annotator.tui.terminal.ansi import written
from annotator.tui.terminal.columns import pinned

if sys.platform != "win32":
    import termios

ALTERNATE, BACK = "\x1b[?1049h", "\x1b[?1049l"
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"  # a synchronised update
_AT_ONCE, _LAST = 4096, 0.1  # bytes that are read in one go, seconds that an answer is waited for at the end
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
    """Keeps what is typed until the app takes over, and may show one page; use it in a `with`.

    `ctrl+c` ends the program until `keep_interrupts`, and is a key from then on; nobody but us stops or quits it.
    """

    def __init__(self, *, asks: bool = False) -> None:
        self.asks = asks
        """Whether the terminal is asked for its background."""
        self.owes = False
        """Whether the terminal was asked for its background, and has not answered yet."""
        self.typed = b""
        """What was typed and read before the app could, for the app to read first."""
        self._attributes: list[Any] | None = None
        self._fd = -1
        self.showing = False
        """Whether a page is shown that nobody took over yet."""

    def __enter__(self) -> Self:
        stdin = sys.__stdin__
        if sys.platform != "win32" and stdin is not None and stdin.isatty():
            self._fd = stdin.fileno()
            self._attributes = termios.tcgetattr(self._fd)
            self._set(self._waiting())
            shown = sys.__stderr__ is not None and sys.__stderr__.isatty()
            if self.asks and shown and answers(os.environ.get("TERM", "")):
                self.owes = True
                _write(ASK)
        return self

    def dark(self) -> bool | None:
        """Whether the terminal is dark, if it was asked and has answered by now."""
        if not self.owes:
            return None
        while select.select((self._fd,), (), (), 0)[0] and (more := os.read(self._fd, _AT_ONCE)):
            self.typed += more
        rest, dark = told(self.typed.decode("latin-1"))
        self.typed, self.owes = rest.encode("latin-1"), dark is None
        return dark

    def __exit__(self, *_: object) -> None:
        if self._attributes is not None:
            if self.owes and select.select((self._fd,), (), (), _LAST)[0]:
                self.dark()  # later a shell would get the answer as typed
            self._set(self._attributes)
        if self.showing:
            _write(BACK + _SHOW)

    def _set(self, attributes: list[Any]) -> None:
        termios.tcsetattr(self._fd, termios.TCSANOW, attributes)

    def _waiting(self) -> list[Any]:
        """Attributes with which keys wait as they were typed; who stopped us now would be left with our screen."""
        waiting = termios.tcgetattr(self._fd)
        waiting[0] &= ~(termios.ICRNL | termios.IXON)
        waiting[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        for key in (termios.VSUSP, termios.VQUIT):
            waiting[6][key] = os.fpathconf(self._fd, "PC_VDISABLE").to_bytes()
        return waiting

    def show(self, lines: Iterable[Sequence[Segment]], depth: Depth) -> None:
        """Draw lines as wide as the terminal, from its top."""
        self.showing = True
        page = pinned(written(((y, 0, line) for y, line in enumerate(lines)), _SYSTEMS[depth]))
        _write(f"{ALTERNATE}{_HIDE}{BEGIN}{page}{END}")

    def keep_interrupts(self) -> None:
        """Let `ctrl+c` be a key like others: from here on an interrupt would meet a program half awake."""
        if self._attributes is not None:
            keeping = self._waiting()
            keeping[3] &= ~termios.ISIG
            self._set(keeping)

    def hand_over(self) -> list[Any] | None:
        """From here on the terminal is the app's; gives how it was found, for when the app is left."""
        found, self._attributes, self.showing = self._attributes, None, False
        return found


def _write(output: str) -> None:
    stream = sys.__stderr__
    if stream is not None:
        stream.write(output)
        stream.flush()
