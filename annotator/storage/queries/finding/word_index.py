"""The index of words, asked; it is made by `maintenance.word_index`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_SURE = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0386-\u03ff\u0400-\u0481\u048a-\u052f]+")
"""Words of scripts that stand between spaces, in which a word for Python is a word for SQLite, too."""


def sure_words(string: str) -> list[str]:
    """The words of a folded string that the index would find; of a string in other scripts, none."""
    words = _WORD.findall(string)
    return words if all(map(_SURE.fullmatch, words)) else []


def all_words(words: Sequence[str]) -> str:
    """What the index is asked for the articles in which all of these whole words stand, in any case."""
    return " AND ".join(f'"{word}"' for word in words)
