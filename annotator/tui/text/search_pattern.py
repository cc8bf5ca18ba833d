"""What is searched for: words as they look, however their accents are encoded; small letters find capitals too."""

from __future__ import annotations

import re
from unicodedata import normalize

_PIECE = re.compile("ss|ß|.", re.DOTALL)


def search_pattern(words: str) -> re.Pattern[str]:
    """A pattern that finds words in composed and decomposed characters; in small letters also ß for ss."""
    small = words.islower()
    pieces = _PIECE.findall(normalize("NFC", words))
    return re.compile("".join(_either(piece, small=small) for piece in pieces), re.IGNORECASE if small else 0)


def _either(piece: str, *, small: bool) -> str:
    if small and piece in ("ss", "ß"):
        return "(?:ss|ß)"
    apart = normalize("NFD", piece)
    return re.escape(piece) if apart == piece else f"(?:{re.escape(piece)}|{re.escape(apart)})"
