"""What is typed at a terminal: bytes in; keys, pastes, the mouse and the terminal's answers out.

Knows neither a terminal nor an app. It waits in the loop for what may follow an escape, and for the end of a paste.
"""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence

from textual import constants, events
from textual.message import Message

from annotator.tui.style.background import split, told
from annotator.tui.terminal.key_parser import KeyParser

PATIENCE = 1.0
"""Seconds without more of it after which a paste is over, though its end never came."""
_PASTE, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_A_KEY = 8  # code points; what comes in larger pieces within a paste is more of it


class BackgroundTold(Message):
    """The terminal has said whether it is dark, later than the first page was drawn."""

    def __init__(self, *, dark: bool) -> None:
        super().__init__()
        self.dark = dark


class Keyboard:
    """Takes what is typed, and gives what it means as soon as that is clear; what the terminal is like is no key."""

    def __init__(self, loop: asyncio.AbstractEventLoop, give: Callable[[Sequence[Message]], None]) -> None:
        self._loop, self._give = loop, give
        self._parser, self._decode = KeyParser(), getincrementaldecoder("utf-8")("replace").decode
        self._heard = False
        self._rest = ""
        self._pasted: list[str] | None = None
        self._ticking: asyncio.TimerHandle | None = None
        self._ending: asyncio.TimerHandle | None = None

    def hear(self, typed: bytes) -> None:
        """Take what was typed, all of it or as much as came."""
        if not self._heard:  # what was typed before the terminal was raw: it made line feeds of its returns
            self._heard, typed = True, typed.replace(b"\n", b"\r")
        text = self._decode(typed)
        if not self._rest and self._pasted is None and (key := self._parser.alone(text)):
            self._give([key])
            return
        self._give(list(self._understood(text)))
        if self._ticking or b"\x1b" in typed:
            self._ticking = self._later(self._ticking, constants.ESCAPE_DELAY, self._tick)
        if self._pasted is not None and (not self._ending or len(text) > _A_KEY):
            self._ending = self._later(self._ending, PATIENCE, self._end_paste)

    def _later(
        self, before: asyncio.TimerHandle | None, seconds: float, work: Callable[[], None]
    ) -> asyncio.TimerHandle:
        if before:
            before.cancel()
        return self._loop.call_later(seconds, work)

    def _understood(self, text: str) -> Iterator[Message]:
        """What a text means; what may be the beginning of a mark is kept until more comes."""
        text, dark = told(self._rest + text)
        if dark is not None:
            yield BackgroundTold(dark=dark)
        (text, begun), self._rest = split(text), ""
        while text:
            mark = _PASTE if self._pasted is None else _PASTE_ENDS
            before, found, text = text.partition(mark)
            if not found:
                kept = next((size for size in range(len(mark) - 1, 0, -1) if before.endswith(mark[:size])), 0)
                before, self._rest = before[: len(before) - kept], before[len(before) - kept :]
            if self._pasted is not None:
                self._pasted.append(before)
            elif before:  # nothing would be the end of all
                yield from self._parser.feed(before)
            if found and self._pasted is None:
                self._pasted = []
            elif found:
                yield from self._paste()
        self._rest += begun

    def _paste(self) -> Iterator[events.Paste]:
        """End the paste that is under way, if there is one."""
        if self._ending:
            self._ending.cancel()
        pasted, self._pasted, self._ending = self._pasted, None, None
        if pasted is not None:
            yield events.Paste("".join(pasted).replace("\0", ""))

    def _tick(self) -> None:
        """Take an escape, or what follows one, as keys: nothing more came for a while."""
        self._ticking = None
        rest, self._rest = self._rest, ""
        if self._pasted is not None:
            self._pasted.append(rest)
        else:
            self._give([*(self._parser.feed(rest) if rest else ()), *self._parser.flush()])

    def _end_paste(self) -> None:
        self._give(list(self._paste()))
