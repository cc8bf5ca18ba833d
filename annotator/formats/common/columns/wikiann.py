"""WikiANN's words, each of which has the name of its Wikipedia before it: `en:Ada`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PREFIX = re.compile(r"(?:[a-z]{2,3}(?:-[a-z]+)*|simple):(?=\S)(?!//)")


def wiki_prefix(words: Iterable[object]) -> str:
    """What all of several words begin with where it names a Wikipedia, with its colon; else nothing."""
    first, *others = [*words] or [""]
    found = _PREFIX.match(first) if isinstance(first, str) else None
    same = found and others and all(isinstance(one, str) and one.startswith(found[0]) for one in others)
    return found[0] if found and same else ""


def said_of(prefix: str) -> str:
    """The sentence for the user."""
    return f"Its words begin with {prefix!r}, as WikiANN writes them: that was taken off."
