"""Words that are UTF-8 read as something else, as `SociÃ©tÃ©` is: what they were, where that is beyond doubt."""

from __future__ import annotations

import re
from unicodedata import category

_READ_AS = ("cp1252", "cp1251", "mac_roman", "cp437", "cp850")
_LEAD = re.compile(r"[^\x00-\x7f]{2,}")
_LOST = "\ufffd"
_TIMES = 3
_OF_WORDS = "LMNP"
"""The categories of what names are made of: letters, marks, numbers, punctuation."""
_AGAIN = "SCZ"
"""Those of what is to be read once more, where that happened twice: symbols, control codes, blanks."""


def mended(words: str) -> str:
    """What the words were before UTF-8 was read in another encoding, once or several times; the same where it was not.

    What is left of a letter that cannot be had again (U+FFFD) stays.
    """
    for _ in range(_TIMES):
        before = next((one for one in (_once(words, name) for name in _READ_AS) if one != words), words)
        if before == words:
            break
        words = before
    return words


def is_garbled(words: str) -> bool:
    """Whether words were read in an encoding that is not theirs, or have lost letters by it."""
    return not words.isascii() and (_LOST in words or mended(words) != words)


def _once(words: str, name: str) -> str:
    """The words with all runs beyond ASCII as the UTF-8 that they are in an encoding; the same where one is none."""
    try:
        found = _LEAD.sub(lambda run: b"".join(_byte(sign, name) for sign in run[0]).decode(), words)
    except UnicodeError:
        return words
    able = _OF_WORDS if name != "cp1252" else _OF_WORDS + _AGAIN
    return found if all(sign.isascii() or category(sign)[0] in able for sign in found) else words


def _byte(sign: str, name: str) -> bytes:
    """The byte that was read as a sign; of those that Windows-1252 leaves out, the control code that stands for it."""
    return bytes([ord(sign)]) if name == "cp1252" and "\x80" <= sign <= "\x9f" else sign.encode(name)
