"""Which key a line of keys shows at a cell: what is clicked there is pressed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len

from annotator.tui.keys.table import key_of

_SIGN = "bold "  # how the style of a key's sign begins; words stand behind it in another
_NAMED = re.compile(r"(?:(?:ctrl|alt|shift)\+)*(?:[a-z]{2,}|f\d+|\S)")
_RANGE = re.compile(r"\w-\w")


def key_at(parts: Iterable[tuple[str, str]], cell: int) -> str | None:
    """The name of the key whose sign, or whose word, is drawn at `cell`; None where it is none, or one of several.

    `↵` is what opens the list of labels.
    """
    at, sign = 0, ""
    for text, style in parts:
        inside = at <= cell < at + cell_len(text)
        if style.startswith(_SIGN):
            sign = _sign_at(text, cell - at) if inside else text.strip()
        if inside:
            name = "enter" if "↵" in text else sign
            return key_of(name) if _NAMED.fullmatch(name) and not _RANGE.fullmatch(name) else None
        at += cell_len(text)
    return None


def _sign_at(signs: str, cell: int) -> str:
    """The sign at a cell of some: one of several blanks apart, or one of those that are a cell each."""
    for found in re.finditer(r"\S+", signs):
        if found.start() <= cell < found.end() or len(signs.split()) == 1:
            word = found.group()
            several = len(word) > 1 and not word[0].isalnum()
            return word[min(max(cell - found.start(), 0), len(word) - 1)] if several else word
    return ""
