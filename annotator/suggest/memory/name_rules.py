"""What names tell of each other within one text: last names, acronyms, suffix words, sure strings.

Strings here are what `memory` looks for besides those a person has decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unicodedata import category

from annotator.domain.default_scheme import SUFFIXES
from annotator.domain.scheme import Scheme
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory.tokenised_text import TokenisedText

SURE = 0.7
"""From which score a model's own string is proposed elsewhere in the same text."""
LIKELY = 0.6
"""From which probability a near miss is proposed: some name is likelier there than none."""

_TITLE_WORDS = (
    "Mr Mrs Ms Dr Prof President Senator Sen Governor Gov Minister Secretary Judge Justice General Gen Captain "
    "Professor Sir Dame Lord Lady King Queen Prince Princess Pope Coach Mayor Ambassador Chancellor Premier "
    "Representative Rep Congressman Congresswoman Chairman Chief Director CEO"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_SMALL_WORDS = (
    "af al av bin da dal de del della den der di do dos du el ibn la las le los ten ter van vom von y zu zum zur"
)
_PARTICLES = frozenset(_SMALL_WORDS.split())
_STOPS = frozenset('.?!:;"“”')
_ACRONYM = re.compile(r"\s?\(\s?([A-Z][A-Za-z&.]{0,8}[A-Z.])\s?\)")


def is_title(word: str) -> bool:
    """Whether a word is a title that stands before names: President, Dr."""
    return word.rstrip(".") in _TITLES


def suffixes_of(scheme: Scheme) -> Mapping[str, str]:
    """The suffix words of a scheme for labels that can be given; where it sets none, the general ones."""
    if scheme.suffixes:
        active = {label.name for label in scheme.active()}
        return {word: label for word, label in scheme.suffixes.items() if label in active}
    meanings = {foreign: scheme.meaning(foreign) for foreign in set(SUFFIXES.values())}
    return {word: label for word, foreign in SUFFIXES.items() if (label := meanings[foreign])}


def by_suffix(models: Sequence[Suggestion], reading: TokenisedText, scheme: Scheme) -> list[Suggestion]:
    """Each name under the label that its last word sets (`Festival`), where that is a suffix word."""
    suffixes = suffixes_of(scheme)
    found: list[Suggestion] = []
    for one in models:
        words = reading.quote(one.span).split()
        label = suffixes.get(words[-1]) if len(words) > 1 else None
        found.append(replace(one, span=one.span.labelled(label)) if label and label != one.span.label else one)
    return found


def voted(models: Sequence[Suggestion], reading: TokenisedText) -> list[Suggestion]:
    """Each string under the label that has most of the score in this text (the first by name among equals).

    What has no score, as patterns and files, means its label.
    """
    votes: dict[str, Counter[str]] = {}
    quotes = [reading.quote(one.span) for one in models]
    for one, quote in zip(models, quotes, strict=True):
        if one.score is not None:
            votes.setdefault(quote, Counter())[one.span.label] += one.score  # type: ignore[assignment] # scores add up
    best = {quote: min(given, key=lambda label: (-given[label], label)) for quote, given in votes.items()}
    return [
        one if one.score is None or best[quote] == one.span.label else replace(one, span=one.span.labelled(best[quote]))
        for one, quote in zip(models, quotes, strict=True)
    ]


def is_sure(one: Suggestion, quote: str) -> bool:
    """Whether a suggestion is a capitalised string that its model is sure of."""
    return (one.score or 0.0) >= SURE and quote[:1].isupper()


def last_name(string: str, reading: TokenisedText) -> str:
    """The last of several names, unless it is a word of the text as well; else empty.

    Before it stands another name, or what belongs to names in small letters (`van`), and no other word: "a man from
    Mali" is no name.
    """
    words = string.split()
    is_named = len(words) > 1 and (not words[-2][0].islower() or words[-2] in _PARTICLES)
    return words[-1] if is_named and _is_name(words[-1], reading) else ""


def acronyms(string: str, reading: TokenisedText) -> set[str]:
    """The acronyms of a string, in brackets behind it; the party of a person, or the agency of a place, is none."""
    behind = (_ACRONYM.match(reading.text, end) for _, end in reading.find(string))
    return {match.group(1) for match in behind if match and _shortens(match.group(1), string)}


def _shortens(acronym: str, string: str) -> bool:
    """Whether the letters of an acronym stand in a string in their order, the first of them at the start of a word."""
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    starts = (match.start() for match in re.finditer(rf"\b{letters[0]}", string.lower()))
    return any(all(letter in rest for letter in letters) for rest in (iter(string.lower()[at:]) for at in starts))


def name_start(reading: TokenisedText, start: int) -> int:
    """Where a name begins whose last name stands at `start`: one capitalised word before it counts in."""
    token = reading.token_at(start) - 1
    word = reading.word(token)
    part = word[:1].isupper() and not is_title(word) and reading.near(token + 1)
    begins_sentence = not reading.near(token) or reading.word(token - 1) in _STOPS
    return reading.starts[token] if part and not begins_sentence else start


def inside_name(reading: TokenisedText, start: int, end: int) -> bool:
    """Whether capitalised words stand right beside `[start, end)`, so that it may be a part of a longer name."""
    after = reading.tokens_in(start, end)[1]
    word = reading.word(after)
    return (bool(word) and word[0].isupper() and reading.near(after)) or name_start(reading, start) != start


def inside_amount(reading: TokenisedText, start: int) -> bool:
    """Whether the sign of a currency stands right before a number, as in `$2`."""
    before = reading.text[start - 1 : start]
    return bool(before) and category(before) == "Sc" and reading.text[start].isdecimal()


def _is_name(word: str, reading: TokenisedText) -> bool:
    known = is_title(word) or word.lower() in reading.heads
    return len(word) > 2 and word.isalpha() and word[0].isupper() and not known
