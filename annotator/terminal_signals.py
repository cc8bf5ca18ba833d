"""What a terminal is told of long work beside its text: the window's title, a bar of progress, and that it has ended.

Sequences: OSC 2 sets the title, CSI 22/23 ; 2 t keep and bring back the one before (xterm); OSC 9 ; 4 is a bar of
progress (ConEmu, Windows Terminal, Ghostty, WezTerm, Konsole); OSC 9 (iTerm2) and OSC 777 (rxvt) notify.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from annotator.config import Notify, TerminalProgress
from annotator.domain.sanitise import visible

LONG = 10.0
"""Seconds after which work is long enough for its end to be told."""
SHOWN = 1.0
"""Seconds after which it is shown how far it is."""
_MOST = 120
_END = "\x1b\\"
_KEEP_TITLE, _OLD_TITLE = "\x1b[22;2t", "\x1b[23;2t"


class Signals:
    """Tells of one piece of work; `write` writes to a terminal at once."""

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        notify: Notify,
        progress: TerminalProgress,
        long: float | None = None,
        shown: float | None = None,
    ) -> None:
        able = os.environ.get("TERM", "") not in ("", "dumb", "linux")
        self._write, self._notify = write, notify
        self._long, self._shown = LONG if long is None else long, SHOWN if shown is None else shown
        self._title, self._bar = (able and progress in (one, "both") for one in ("title", "bar"))
        self._began = time.monotonic()
        self._told = ""

    def moved(self, about: str, share: float | None) -> None:
        """Show how far the work is: `share` from 0 to 1, None where that is not known."""
        if time.monotonic() - self._began < self._shown or not (self._title or self._bar):
            return
        percent = "…" if share is None else f"{int(100 * share)} %"
        told = f"\x1b]2;{_text(f'{percent} {about} · annotator')}\x07" if self._title else ""
        if self._bar:
            told += f"\x1b]9;4;{'3' if share is None else f'1;{int(100 * share)}'}{_END}"
        if told != self._told:
            self._write((_KEEP_TITLE if self._title and not self._told else "") + told)
            self._told = told

    def ended(self, sentence: str) -> None:
        """Take that away again, and tell the end of long work as the user wants it told."""
        away = (_OLD_TITLE if self._title else "") + (f"\x1b]9;4;0{_END}" if self._bar else "")
        told = notification(self._notify, sentence) if time.monotonic() - self._began >= self._long else ""
        if text := (away if self._told else "") + told:
            self._write(text)
        self._told = ""


def notification(notify: Notify, sentence: str) -> str:
    """What has a terminal tell a sentence, or ring; "" where the user wants nothing."""
    match notify:
        case "bell":
            return "\x07"
        case "osc9":
            return f"\x1b]9;annotator: {_text(sentence)}{_END}"
        case "osc777":
            return f"\x1b]777;notify;annotator;{_text(sentence)}{_END}"
        case "off":
            return ""


def _text(text: str) -> str:
    """A text that ends no sequence and is no part of one."""
    return visible(text)[:_MOST].replace(";", ",")
