"""The index of words, asked; it is made by `maintenance.word_index`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_SURE = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0386-\u03ff\u0400-\u0481\u048a-\u052f]+")
"""Words of scripts that stand between spaces, in which a word for Python is a word for SQLite, too."""


def sure_words(string: str) -> list[str]:
    """The words of a folded string that the index would find; of a string in other scripts, none."""
    words = _WORD.findall(string)
    return words if all(map(_SURE.fullmatch, words)) else []


def articles_with(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The row ids of the articles in which all of these whole words stand, in any case, in order."""
    asked = " AND ".join(f'"{word}"' for word in words)
    rows = connection.execute("SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid", (asked,))
    return [row[0] for row in rows]
