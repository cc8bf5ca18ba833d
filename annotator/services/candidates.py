"""Likely spans that nothing covers yet, for the hints.

They are capitalised runs, numbers with their unit, quoted names, and words that were labelled elsewhere.

A candidate is a `[start, end)` in code points on token edges. Pure but for what the desk knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotator.domain.tokens import snap
from annotator.services.desk import Desk
from annotator.services.occurrences import occurrences

Stretch = tuple[int, int]

_JOIN = r"(?:[ ’'&./-]|\u00a0)"
_SMALL = r"(?:of|de|del|della|di|da|dos|das|du|des|la|le|van|von|der|den|the|for|and|y|al|el|bin|ibn)"
_CAPITALISED = re.compile(
    rf"[^\W\d_a-zß-öø-ÿ](?:\w|[’'.&-](?=\w))*\.?(?:{_JOIN}(?:{_SMALL}{_JOIN}){{0,2}}[^\W\d_a-zß-öø-ÿ](?:\w|[’'.&-](?=\w))*)*"
)
_NUMBER = re.compile(
    r"[$€£¥]?\d+(?:[.,:]\d+)*(?:\s?(?:%|per cent|percent|million|billion|trillion|km|m|kg|g|km²|ha|°C|[ap]\.?m\.?|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|euros?|dollars?|pounds?|kroner|crowns?))*(?!\w)"
)
_QUOTED = re.compile(r"[“„«‘\"]([^“”„«»‘’\"\n]{2,60})[”“»’\"]")
_COMMON = frozenset(
    [
        "A",
        "An",
        "The",
        "This",
        "That",
        "These",
        "Those",
        "It",
        "Its",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "His",
        "Her",
        "Their",
        "Our",
        "My",
        "Your",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "And",
        "But",
        "Or",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "As",
        "To",
        "Of",
        "Not",
        "No",
        "Yes",
        "There",
        "Here",
        "What",
        "Who",
        "How",
        "Why",
        "Where",
        "Some",
        "Many",
        "Most",
    ]
)


def candidates_in(desk: Desk, start: int, end: int, near: Iterable[Stretch] = ()) -> list[Stretch]:
    """The likely spans within `[start, end)` that touch nothing held or open, in order; none overlaps another.

    `near` are further stretches to offer, such as a model's near misses; longer ones win.
    """
    found = {*_matches(desk.text, start, end), *_known_words(desk, start, end), *near}
    free: list[Stretch] = []
    for stretch in sorted((snap(desk.tokens, *one) for one in found), key=lambda one: (one[0] - one[1], one[0])):
        apart = all(stretch[1] <= other[0] or other[1] <= stretch[0] for other in free)
        if apart and start <= stretch[0] and stretch[1] <= end and not _covered(desk, *stretch):
            free.append(stretch)
    return sorted(free)


def _covered(desk: Desk, start: int, end: int) -> bool:
    return bool(desk.layer.spans.touching(start, end) or desk.proposals.open.touching(start, end))


def _matches(text: str, start: int, end: int) -> Iterator[Stretch]:
    yield from (match.span() for match in _NUMBER.finditer(text, start, end))
    yield from (match.span(1) for match in _QUOTED.finditer(text, start, end) if match[1][0].isupper())
    for match in _CAPITALISED.finditer(text, start, end):
        first, *rest = match[0].split(" ")
        if first not in _COMMON:
            yield match.span()
        elif rest:
            yield (match.start() + len(first) + 1, match.end())


def _known_words(desk: Desk, start: int, end: int) -> Iterator[Stretch]:
    """Where words stand that are held elsewhere in the article."""
    quotes = {span.quote(desk.text) for span in desk.layer.spans}
    window = desk.text[start:end]
    for quote in quotes:
        if quote in window:
            yield from (place for place in occurrences(desk.text, quote, desk.tokens) if start <= place[0] < end)


def hint_letters(count: int, alphabet: str = "asdfghjklewio") -> list[str]:
    """`count` different hints of one or two letters; none is the beginning of another.

    Raises `ValueError` where the alphabet is too small for so many.
    """
    size = len(alphabet)
    if count > size * size:
        raise ValueError(f"{count} hints are more than {size} letters can name")
    doubled = 0
    while size - doubled + doubled * size < count:
        doubled += 1
    single = [*alphabet[: size - doubled]]
    pairs = [first + second for first in alphabet[size - doubled :] for second in alphabet]
    return [*single, *pairs][:count]
