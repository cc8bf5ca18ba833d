"""What is typed at a terminal: bytes in; keys, pastes, the mouse and the terminal's answers out.

Knows neither a terminal nor an app. It waits in the loop for what may follow an escape, and for the end of a paste.
"""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable

from textual import constants
from textual.message import Message

from annotator.tui.terminal.key_parser import KeyParser

PATIENCE = 1.0
"""Seconds without more of it after which a paste is over, though its end never came."""
_PASTE, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_A_KEY = 8  # code points; what comes in larger pieces within a paste is more of it


class Keyboard:
    """Takes what is typed, and gives what it means as soon as that is clear."""

    def __init__(self, loop: asyncio.AbstractEventLoop, give: Callable[[Iterable[Message]], None]) -> None:
        self._loop, self._give = loop, give
        self._parser, self._decode = KeyParser(), getincrementaldecoder("utf-8")("replace").decode
        self._heard = self._escaping = self._pasting = False
        self._tail = ""
        self._ending: asyncio.TimerHandle | None = None

    def hear(self, typed: bytes) -> None:
        """Take what was typed, all of it or as much as came."""
        if not self._heard:  # what was typed before the terminal was raw: it made line feeds of its returns
            self._heard, typed = True, typed.replace(b"\n", b"\r")
        if text := self._decode(typed):  # none where half a character came; the parser takes that for the end
            self._give(self._parser.feed(text))
            self._watch_paste(text)
        if self._escaping or b"\x1b" in typed:
            self._escaping = True
            self._loop.call_later(constants.ESCAPE_DELAY, self._tick)

    def _tick(self) -> None:
        """Take an escape, or what follows one, as keys: nothing more came for a while."""
        self._escaping = False
        self._give(self._parser.tick())

    def _watch_paste(self, text: str) -> None:
        """See whether a paste is under way; keys that are typed meanwhile do not put off its end."""
        was, seen = self._pasting, self._tail + text
        begun, ended = seen.rfind(_PASTE), seen.rfind(_PASTE_ENDS)
        if begun != ended:
            self._pasting = begun > ended
        self._tail = seen[1 - len(_PASTE) :]
        if self._ending and (not self._pasting or len(text) > _A_KEY):
            self._ending.cancel()
            self._ending = None
        if self._pasting and (not was or not self._ending):
            self._ending = self._loop.call_later(PATIENCE, self._end_paste)

    def _end_paste(self) -> None:
        self._ending, self._pasting = None, False
        self._give(self._parser.feed(_PASTE_ENDS))
