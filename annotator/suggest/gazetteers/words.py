"""The words of a text and what is left of them without the ending that a sentence gives them (`Sveriges`, `Москве`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from annotator.domain.tokens import MARK

_LETTER = rf"(?:[^\W\d_]|[{MARK}])"
_APOSTROPHE = r"(?<=(?<![^\W\d_])[A-CE-KM-Z])['’](?![a-zß-ÿ])"
WORD = re.compile(rf"{_LETTER}+(?:(?:-|{_APOSTROPHE}){_LETTER}+)*")
"""A word, with what hyphens join to it, and an apostrophe as in `O'Brien`; not what elision or an ending puts there."""

_S = ("s",)
_EAST_SLAVIC = (
    "ией",
    "ием",
    "ого",
    "ому",
    "ами",
    "ах",
    "ев",
    "ей",
    "ем",
    "ии",
    "ию",
    "ия",
    "ов",
    "ой",
    "ом",
    *"аеиоуыьюяйі",
)
_ENDINGS = {
    "da": _S, "de": _S, "fo": _S, "is": _S, "lb": _S, "nb": _S, "nl": _S, "nn": _S, "no": _S, "sv": _S,
    "be": _EAST_SLAVIC, "ru": _EAST_SLAVIC, "uk": _EAST_SLAVIC,
}  # fmt: skip
"""What names get at their end in a sentence, by language; other languages have them as they are listed."""
_STEM = 3
"""So many letters stay at least."""
_ADJECTIVE = re.compile(r"^(\w+e) ")
CAPITALISES_NOUNS = frozenset({"de", "lb"})
"""The languages in which a capital letter does not tell a name."""


class Stems:
    """The stems of a language's words."""

    def __init__(self, language: str) -> None:
        self._endings = _ENDINGS.get(language, ())
        self._nouns = language in CAPITALISES_NOUNS

    def of(self, word: str) -> str:
        """A word without its ending, if it has one and enough is left; all apostrophes are one."""
        word = word.replace("’", "'")
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                return word[: -len(ending)]
        return word

    def forms(self, name: str) -> Iterator[str]:
        """A name as sentences have it: in German an adjective at its head has an ending too."""
        yield name
        if self._nouns:
            yield _ADJECTIVE.sub(r"\1n ", name)

    def all_of(self, name: str) -> tuple[str, ...]:
        """The stems of the words of a name."""
        return tuple(self.of(word) for word in WORD.findall(name))


def no_names(language: str) -> set[str]:
    """Words in small letters that are none of a name where they stand alone: the language's own, months, days."""
    return _stop_words(language) | _stop_words("en") | _calendar(language)


def _stop_words(language: str) -> set[str]:
    try:
        words: set[str] = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    except ImportError:
        return set()
    return {word.lower() for word in words}


def _calendar(language: str) -> set[str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - for the model's process alone

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return set()
    by_width = (widths for part in (locale.months, locale.days) for widths in part.values())
    return {str(name).lower() for widths in by_width for names in widths.values() for name in names.values()}
