"""Text that is pasted where the terminal does not say so arrives as keys, and each of them would be carried out.

Keys in one piece are told from a hand's by what they are: a hand that types ahead over a slow line, or holds a key,
presses few different ones; text has many letters. Such a *piece* is asked about before it does anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from textual import events
from textual.message import Message

MANY, LETTERS = 16, 7
"""The fewest keys that are taken for text, and how many different letters of one case they have."""
MOST = 50_000
"""Keys of a piece that are kept."""
BEHIND = 0.3
"""Seconds in which what comes behind a piece belongs to it: no hand has answered a question by then."""
_ENDS_LINE = ("enter", "ctrl+j")


class Piece(events.Event, bubble=False):
    """Keys that came at once and look like text."""

    def __init__(self, keys: Iterable[events.Key]) -> None:
        super().__init__()
        self.keys = list(keys)
        self.wait()

    def wait(self) -> None:
        """Let what comes within a while from now on belong to it."""
        self._until = time.monotonic() + BEHIND

    def takes(self, event: events.Event) -> bool:
        """Whether what comes now belongs to it; it is added then."""
        if not isinstance(event, events.Key | Piece) or time.monotonic() > self._until:
            return False
        self.keys += event.keys if isinstance(event, Piece) else [event]
        del self.keys[MOST:]
        if isinstance(event, Piece):
            self.wait()
        return True

    def cut_line(self) -> list[events.Key]:
        """Take away the keys up to the first that ends a line, and give them."""
        names = [key.key for key in self.keys]
        end = min((names.index(name) + 1 for name in _ENDS_LINE if name in names), default=len(names))
        line, self.keys = self.keys[:end], self.keys[end:]
        return line


def looks_pasted(keys: Sequence[events.Key]) -> bool:
    """Whether so many keys that came at once are text that nobody typed."""
    if len(keys) < MANY or not all(map(_is_text, keys)):
        return False
    typed = {key.character for key in keys if key.character}
    return max(sum(map(str.islower, typed)), sum(map(str.isupper, typed))) >= LETTERS


def _is_text(key: events.Key) -> bool:
    return (key.is_printable and "+" not in key.key) or key.key in ("tab", *_ENDS_LINE)


def pieced(came: Sequence[Message]) -> Iterator[Message]:
    """What came at once, its keys in one piece if they look pasted, behind what else there is."""
    keys = [one for one in came if isinstance(one, events.Key)]
    if looks_pasted(keys) and not any(isinstance(one, events.Paste) for one in came):
        yield from (one for one in came if not isinstance(one, events.Key))
        yield Piece(keys)
    else:
        yield from came
