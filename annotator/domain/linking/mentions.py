"""How a mention in a text is looked for among names: whole, without what languages put around names, or in part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from annotator.domain.folded import fold
from annotator.domain.linking.words import lookup_form, words_typed

_NAMES = 8
"""So many mentions of an entity are looked for."""
_ARTICLE = 3
"""Letters at most of a word that may be an article or stand between words of a name, in languages that have them."""
_LONGEST, _PARTS = 6, 24
_GENITIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”„«»]+|[,;:()\[\]\"“”„«»]")
_WORDS = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"\W+")


def names_among(mentions: Iterable[str], small: Collection[str] = frozenset()) -> list[str]:
    """The mentions to look for, each once, the most frequent first: the proper names, where any is one."""
    names = _each(mentions)
    return (proper_names(names, small) or names)[:_NAMES]


def proper_names(mentions: Iterable[str], small: Collection[str] = frozenset()) -> list[str]:
    """The mentions that are proper names, each once, the most frequent first.

    They have a capital, and a word that is not among those that the article writes in small letters: so neither "We"
    nor "The President" is one.
    """
    capitals = (name for name in _each(mentions) if name != name.lower())
    return [name for name in capitals if not all(word in small for word in words_typed(name))][:_NAMES]


def small_words(text: str) -> frozenset[str]:
    """The words of a text that stand there in small letters."""
    return frozenset(word for word in _WORDS.findall(fold(text)) if word == word.lower() != word.upper())


def _each(mentions: Iterable[str]) -> list[str]:
    written: dict[str, str] = {}
    for one, _ in Counter(one for one in mentions if one.strip()).most_common():
        written.setdefault(lookup_form(one), one)
    return list(written.values())


def whole_forms(name: str) -> list[str]:
    """A mention as it stands, without a genitive behind it, and without an article before it as well."""
    return [*dict.fromkeys((name, _GENITIVE.sub("", name), bare(name)))]


def known_forms(name: str, small: Collection[str]) -> list[str]:
    """A mention as it stands, and without a genitive and a first word that the article writes in small letters."""
    plain = _GENITIVE.sub("", name)
    first, _, rest = plain.partition(" ")
    return [*dict.fromkeys((name, rest if rest and first.lower() in small else plain))]


def bare(name: str) -> str:
    """A mention without a genitive, and without a first word that may be an article: short, or in small letters."""
    name = _GENITIVE.sub("", name)
    first, _, rest = name.strip().partition(" ")
    elided, _, behind = first.partition("’" if "’" in first else "'")
    if behind and len(elided) <= _ARTICLE:
        return f"{behind} {rest}".strip()
    return rest if rest and (len(first) <= _ARTICLE or _is_small(first)) else name


def runs(name: str, between: int = _ARTICLE) -> list[str]:
    """The stretches of a mention in which words with a capital follow each other.

    Small ones of so many letters may stand `between` them.
    """
    found: list[list[str]] = [[]]
    for word in _WORD.findall(name):
        if _SIGN.fullmatch(word) or (_is_small(word) and (not found[-1] or len(word) > between)):
            found.append([])
        else:
            found[-1].append(_GENITIVE.sub("", word))
            if found[-1][-1] != word:
                found.append([])  # what is behind a genitive is another name
    return [" ".join(words) for run in found if (words := _trimmed(run))]


def parts_of(run: str) -> Iterator[str]:
    """The parts of a run that may be a name, the longest first; at most so many."""
    words, number = run.split(" "), 0
    for length in range(min(len(words), _LONGEST), 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if not (_is_small(part[0]) or _is_small(part[-1])) and number < _PARTS:
                number += 1
                yield " ".join(part)


def _trimmed(words: Sequence[str]) -> list[str]:
    trimmed = list(words)
    while trimmed and _is_small(trimmed[-1]):
        trimmed.pop()
    return trimmed


def _is_small(word: str) -> bool:
    """Whether a word of a script with capitals begins with none."""
    return word[:1] == word[:1].lower() != word[:1].upper()
