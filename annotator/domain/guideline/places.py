"""Examples of a guideline that name a place of an article.

An example is words, or a *place*: the key of an article (a beginning of it will do) and a span, as `1a2b3c4d:14-18`,
and then, if need be, a word about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"([0-9a-f]{4,32}):(\d{1,12})-(\d{1,12})(?=\s|$)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an example names: `[start, end)` in code points of an article, and a word about it."""

    article: str
    start: int
    end: int
    about: str = ""

    def __str__(self) -> str:
        """The example as it is kept."""
        return f"{self.article}:{self.start}-{self.end}{' ' * bool(self.about)}{self.about}"


def place_of(example: str) -> Place | None:
    """The place that an example names, or None where it is words."""
    found = _PLACE.match(example)
    if not found or not int(found[2]) < int(found[3]):
        return None
    return Place(found[1], int(found[2]), int(found[3]), example[found.end() :].strip())
