"""Names and words as they are looked up: by what people see, in small letters.

Scripts without spaces have no words to go by. So of a run of them every character begins a word, of at most eight
characters, and whatever stands in such a name is found by its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import category, normalize

from annotator.domain.folded import fold
from annotator.domain.tokens import ALONE

LONGEST = 8
"""Characters of a word at most, in scripts without spaces."""
_ALONE = re.compile(f"[{ALONE}]+")
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_IN_BRACKETS = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]\s*$")
_INITIALS = re.compile(r"[^\W\d_]{2,6}")
_BEGINNINGS, _FEWEST = 3, 3
"""How many words may be left out before initials, and how many of them there are then at least."""
_ASCII = re.compile(r"[a-z0-9]+")


def lookup_form(name: str) -> str:
    """A name as it is looked up: two are the same name where this is equal."""
    return fold(name).strip().casefold()


def plain_form(name: str) -> str:
    """The words of a name alone: without accents, signs between words, and what stands in brackets behind it."""
    words = " ".join(words_in(_IN_BRACKETS.sub("", fold(name))))
    return words if words.isascii() else " ".join(_ACCENTS.sub("", normalize("NFD", words)).split())


def words_in(text: str) -> Iterator[str]:
    """The words of a text in small letters, as an index of them has them."""
    for run in _runs(text):
        if _ALONE.match(run):
            yield from (run[at : at + LONGEST] for at in range(len(run)))
        else:
            yield run


def words_typed(text: str) -> list[str]:
    """The words to look for where somebody types this, each of which may be the beginning of one."""
    found: list[str] = []
    for run in _runs(text):
        step = LONGEST if _ALONE.match(run) else len(run)
        found += [run[at : at + step] for at in range(0, len(run), step)]
    return found


def initials_in(name: str) -> list[str]:
    """The initials of the words of a name that begin with a capital, and without the first one or two.

    Those of "Hong Kong Federation of Trade Unions" are looked for as HKFTU and as FTU. A name of one word has none.
    """
    letters = "".join(word[0] for word in _WORD.findall(fold(name)) if word[0] != word[0].lower()).casefold()
    begun = (letters[start:] for start in range(_BEGINNINGS) if not start or len(letters) - start >= _FEWEST)
    return [one for one in begun if len(one) > 1]


def is_initials(mention: str) -> bool:
    """Whether a mention looks like initials: a few capitals."""
    return bool(_INITIALS.fullmatch(mention)) and mention == mention.upper() != mention.lower()


def _runs(text: str) -> Iterator[str]:
    """The runs of letters, digits and their marks, those of scripts without spaces apart."""
    text = fold(text).casefold()
    if text.isascii():
        yield from _ASCII.findall(text)
        return
    for is_word, signs in groupby(text, lambda sign: category(sign)[0] in "LNM"):
        if is_word:
            run, done = "".join(signs), 0
            for part in _ALONE.finditer(run):
                yield from filter(None, (run[done : part.start()], part[0]))
                done = part.end()
            yield from filter(None, (run[done:],))
