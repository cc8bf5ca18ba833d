"""The id of an entry of one's own: made of its name, so that people who make the same one make it under one id."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from annotator.domain.linking.words import words_typed

PREFIX = "own-"
_LONGEST = 60


def own_key(name: str, is_taken: Callable[[str], bool]) -> str:
    """An id for an entry of this name that is not taken: `own-union-of-harbour-workers`, else with a number behind."""
    made = f"{PREFIX}{'-'.join(words_typed(name)) or 1}"[:_LONGEST].rstrip("-")
    return next(key for number in count(1) if not is_taken(key := made if number == 1 else f"{made}-{number}"))
