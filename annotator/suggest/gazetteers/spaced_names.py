"""Names that are listed, in a text with spaces between its words.

A place is a listed one that is no part of a longer name. A person is a listed first name with a last name behind it:
a listed one, or in scripts that have capital letters any word that begins with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from re import Match

from annotator.suggest.gazetteers.people import first_names, last_names, own_names
from annotator.suggest.gazetteers.words import CAPITALISES_NOUNS, WORD, Stems, no_names

Found = tuple[int, int, str]
"""`(start, end, label)`: code points, half-open."""
_PARTICLES = frozenset(
    {"af", "al", "av", "bin", "da", "de", "del", "di", "dos", "du", "el", "ibn", "la", "le", "ter", "van", "von"}
)
_SECOND = frozenset({"de", "den", "der", "la"})
"""Words in small letters between the names of a person, and those that stand behind one; none is a name of its own."""
_SAINTS = frozenset({"mare", "saint", "san", "sankt", "santa", "santo", "são"})
"""Words that names of places begin with, though people are called by some."""
_BEFORE_NOUNS = frozenset({
    "am", "das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer", "eines", "im", "ins",
    "kein", "keine", "vom", "zum", "zur",
})  # fmt: skip
"""What stands before nouns and not before cities, in German, which gives both a capital letter."""
_OPENS = re.compile(r"[.!?:…\n]")
"""What stands between two words of which the second begins a sentence."""
_MOST = 5
"""The words of the longest name of a person."""


class SpacedNames:
    """What lists of a language find in a text: `countries` with their labels, `cities`, and people."""

    def __init__(self, language: str, countries: dict[str, str], cities: set[str]) -> None:
        places = dict.fromkeys(cities, "GPE") | countries
        self._stems = Stems(language)
        self._cased = any(name[:1].isupper() for name in places)
        self._nouns = language in CAPITALISES_NOUNS
        self._cities = {self._stems.of(name) for name in cities - countries.keys()}
        self._none = no_names(language) | _PARTICLES | _SECOND
        self._places: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, label in places.items():
            for stems in {self._stems.all_of(form) for form in self._stems.forms(name)}:
                if stems:
                    self._places.setdefault(stems[0], []).append((stems, label))
        for several in self._places.values():
            several.sort(key=lambda one: -len(one[0]))
        first = first_names(language) if self._cased else set(own_names("first", language))
        last = last_names() if self._cased else set(own_names("last", language))
        self._first = {self._stems.of(name) for name in first if self._may_name(name)}
        self._first -= {*places, *(saint.capitalize() for saint in _SAINTS)}
        self._last = set(map(self._stems.of, last))

    def find(self, text: str) -> Iterator[Found]:
        """The names in a text, in order."""
        words = list(WORD.finditer(text))
        small = {word.group() for word in words if word.group().islower()}
        at = 0
        while at < len(words):
            end = self._person(words, at, text, small)
            label = "PERSON"
            if end == at:
                end, label = self._place(words, at, text, small)
            if end > at:
                yield words[at].start(), words[end - 1].end(), label
            at = max(end, at + 1)

    # -- people

    def _person(self, words: list[Match[str]], at: int, text: str, small: set[str]) -> int:
        """Where the person ends whose name begins at a word, as a number of words; where it begins, if none does."""
        word = words[at].group()
        if not self._is_first(word) or word.lower() in small or self._goes_before(words, at, text):
            return at
        end = last = at + 1
        while last < len(words) and last - at < _MOST and _gap(words, last, text) in self._gaps(words[last - 1]):
            name = words[last].group()
            last += 1
            if self._joins(name, words[last - 2].group()):
                continue
            if not self._may_be_last(name) or (end > at + 1 and not self._goes_on(words[last - 2].group(), name)):
                last -= 1
                break
            end = last
        return end if end > at + 1 and not self._cut_off(words, end, text) else at

    @staticmethod
    def _joins(word: str, before: str) -> bool:
        """Whether a word is no name, but stands between names: a particle, or an initial."""
        return word in _PARTICLES or (word in _SECOND and before in _PARTICLES) or (len(word) == 1 and word.isupper())

    def _is_first(self, word: str) -> bool:
        parts = word.split("-")
        return self._capital(word) and all(self._stems.of(part) in self._first for part in parts)

    def _may_be_last(self, word: str) -> bool:
        return self._capital(word) and self._may_name(word) and (self._cased or self._stems.of(word) in self._last)

    def _goes_on(self, before: str, word: str) -> bool:
        """Whether a person has one more last name behind one."""
        after = before in _PARTICLES | _SECOND or self._is_first(before)
        return after or not self._nouns or self._stems.of(word) in self._last

    def _cut_off(self, words: list[Match[str]], end: int, text: str) -> bool:
        """Whether a name goes on behind its last word with what is no name of a person."""
        if not self._cased or end == len(words) or _gap(words, end, text) != " ":
            return False
        genitive = self._nouns and words[end - 1].group().endswith("s")
        return words[end].group()[:1].isupper() and not genitive

    def _gaps(self, word: Match[str]) -> tuple[str, ...]:
        return (" ", ". ") if len(word.group()) == 1 else (" ",)

    def _capital(self, word: str) -> bool:
        return not self._cased or (word[:1].isupper() and not word.isupper())

    def _may_name(self, word: str) -> bool:
        return len(word) > 1 and word.lower() not in self._none

    # -- places

    def _place(self, words: list[Match[str]], at: int, text: str, small: set[str]) -> tuple[int, str]:
        """Where the place ends that begins at a word, and its label; where it begins, if none does."""
        word = words[at].group()
        for stems, label in self._places.get(self._stems.of(word), ()):
            end = at + len(stems)
            if self._is(stems, words[at:end], text) and not self._in_longer(words, at, end, text):
                return (at, "") if len(stems) == 1 and self._is_word(words, at, text, small) else (end, label)
        return at, ""

    def _is_word(self, words: list[Match[str]], at: int, text: str, small: set[str]) -> bool:
        """Whether what is listed as a place is rather a word.

        Where a capital letter does not tell a name, a city may be one: in German behind an article, else at the
        beginning of a sentence.
        """
        if not self._cased:
            return False
        word = words[at].group()
        if word.lower() in small or word.lower() in self._none:
            return True
        before = words[at - 1].group().lower() if at else ""
        opens = at == 0 or _OPENS.search(_gap(words, at, text)) is not None
        told_by_nothing = before in _BEFORE_NOUNS if self._nouns else opens
        return told_by_nothing and self._stems.of(word) in self._cities

    def _is(self, stems: tuple[str, ...], words: list[Match[str]], text: str) -> bool:
        if tuple(self._stems.of(word.group()) for word in words) != stems:
            return False
        return all("\n" not in text[one.end() : other.start()] for one, other in pairwise(words))

    def _in_longer(self, words: list[Match[str]], at: int, end: int, text: str) -> bool:
        """Whether a word that begins with a capital letter stands beside a place, where that makes it a longer name."""
        if not self._cased or self._nouns:
            return False
        behind = end < len(words) and _gap(words, end, text) == " " and self._names_on(words[end].group())
        return behind or self._goes_before(words, at, text)

    def _goes_before(self, words: list[Match[str]], at: int, text: str) -> bool:
        """Whether the word before another makes a longer name of it."""
        if at == 0 or not self._cased or _gap(words, at, text) != " ":
            return False
        before = words[at - 1].group()
        return before.lower() in _SAINTS or (not self._nouns and self._names_on(before))

    def _names_on(self, word: str) -> bool:
        return word[:1].isupper() and word.lower() not in self._none


def _gap(words: list[Match[str]], at: int, text: str) -> str:
    """What stands before a word, back to the one before it."""
    return text[words[at - 1].end() : words[at].start()]
