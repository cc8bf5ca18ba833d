"""What a terminal sends becomes keys, also where it says more than Textual's parser understands.

Terminals with the keyboard protocol of kitty tell a key as `CSI code : shifted : base ; held : event ; text u`,
all but the code left out at will. `held` is a sum of bits, and 1. A key that is told in a way that nothing
is bound to is told in the plain way here; what types nothing (a modifier alone, a key let go) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

_EXTENDED = re.compile(r"\x1b\[(\d*)(?::(\d*))?(?::\d*)?(?:;(\d*)(?::(\d*))?)?(?:;([\d:]*))?([u~A-FHPQRS])")
_LET_GO = "3"
_SHIFT, _ALT, _CTRL, _LOCKS = 1, 2, 4, 64 | 128
_KEYPAD: Mapping[int, str] = dict(zip((57409, 57410, 57411, 57412, 57413, 57415), "./*-+=", strict=True))
_MODIFIERS = frozenset((57358, 57359, 57360, *range(57441, 57455)))
_PRIVATE = range(0xE000, 0xF900)


class KeyParser(XTermParser):
    """Textual's parser, but no sequence is an error, and each key has the name that keys are bound by."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}

    def _parse_extended_key(self, sequence: str) -> list[events.Key] | None:  # type: ignore[override]  # theirs is cached
        try:
            told = plainly(sequence)
            return super()._parse_extended_key(told) if told else [events.Key(Keys.Ignore, sequence)]
        except (ValueError, OverflowError):  # no code point, no number
            return [events.Key(Keys.Ignore, sequence)]

    def alone(self, typed: str) -> events.Key | None:
        """The key of one printable ASCII character that continues nothing; None where it may be anything else.

        Most keys are such, and this touches little of what the processor has forgotten since the last one.
        """
        if len(typed) != 1 or not " " <= typed <= "~" or self._timeout_time is not None:
            return None
        if typed not in self._names:
            (self._names[typed],) = [one.key for one in self.feed(typed) if isinstance(one, events.Key)]
        return events.Key(self._names[typed], typed)

    def flush(self) -> Iterator[Message]:
        """What was begun and not gone on with, as keys."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
        yield from self.tick()


def plainly(sequence: str) -> str:
    """The sequence of a key as Textual understands it, others as they are; empty where nothing was typed.

    Alternative codes and the kind of event are left out. With a text, `AltGr` is no `ctrl+alt`, as some terminals
    call it, and a blank with `shift` is one. A key without a text has that of its code, if it has one. A keypad's
    signs are those signs. Raises `ValueError` where a number is no code point.
    """
    found = _EXTENDED.fullmatch(sequence)
    if found is None:
        return sequence
    number, shifted, held, event, text, final = found.groups(default="")
    code, bits = int(number or 1), max(int(held or 1) - 1, 0)
    if event == _LET_GO or (final == "u" and code in _MODIFIERS):
        return ""
    if final == "u":
        code = ord(_KEYPAD.get(code, chr(code)))
        text = text or _text(code, int(shifted or 0), bits)
        if text == "32" or (text and bits & _ALT and bits & _CTRL):
            bits &= ~(_SHIFT | _ALT | _CTRL)
    fields = [str(code) if number else "", str(bits + 1) if held else "", text]
    while fields and not fields[-1]:
        del fields[-1]
    return f"\x1b[{';'.join(fields)}{final}"


def _text(code: int, shifted: int, bits: int) -> str:
    """The code point that a key types of which the terminal does not say it; empty where that is not known."""
    character = chr(code)
    if bits & ~(_SHIFT | _LOCKS) or code in _PRIVATE or not character.isprintable():
        return ""
    if not bits & _SHIFT or character == " ":
        return str(code)
    upper = character.upper()
    return str(shifted or (ord(upper) if character.isalpha() and len(upper) == 1 else ""))
