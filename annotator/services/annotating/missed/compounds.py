"""Words that hyphens join, as in `anti-war`: whole, and their parts. Stretches are `[start, end)` in code points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.domain.span import Stretch
from annotator.domain.tokens import unspaced

_HYPHENS = "-‐‑"
_TO_THE_LEFT = re.compile(rf"(?:\w+[{_HYPHENS}.])*\w+[{_HYPHENS}]$")
_TO_THE_RIGHT = re.compile(rf"[{_HYPHENS}]\w+(?:[{_HYPHENS}.]\w+)*")
_FAR = 60
"""So far off, in code points, the edges of a word are looked for."""


def grown(text: str, start: int, end: int) -> Stretch:
    """The stretch with the rest of the words joined by hyphens in which it begins and ends."""
    left = _TO_THE_LEFT.search(text[max(0, start - _FAR) : start]) if text[start : start + 1].isalnum() else None
    right = _TO_THE_RIGHT.match(text[end : end + _FAR]) if text[end - 1 : end].isalnum() else None
    return start - len(left[0]) if left else start, end + len(right[0]) if right else end


def compounds(text: str, words: Sequence[Stretch]) -> list[list[Stretch]]:
    """Some words of a text, in order, with those together that hyphens join."""
    found: list[list[Stretch]] = []
    for word in words:
        gap = text[found[-1][-1][1] : word[0]] if found else ""
        if gap and len(gap) == 1 and gap in _HYPHENS and not unspaced(text[word[0]]):
            found[-1].append(word)
        else:
            found.append([word])
    return found
