"""Which entries of a base an entity of an article may be, and which are meant by what somebody types.

At most a few dozen entries are looked at, the likeliest of each name: the index has them in that order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.ranking import MOST, Candidate, Found, ranked
from annotator.domain.linking.words import lookup_form, words_in
from annotator.storage.bases.base_file import BaseFile

_NAMES = 8
_OF_A_NAME = 40
_ARTICLE = 3
"""Letters at most of a word that may be an article, in the languages that have them."""
_GENITIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the names: the kinds that fit the label (none: all), words of the article, past decisions.

    The words are as `words_in` gives them. `known` says how often each entry, by its key, was decided on for such
    names; `entry` is what decisions tell of one, which need not be in the base.
    """

    kinds: Collection[str] = ()
    words: Collection[str] = frozenset()
    known: Mapping[str, int] = field(default_factory=dict)
    entry: Callable[[str], Entry | None] = lambda _: None


def candidates(base: BaseFile | None, mentions: Sequence[str], around: Around, most: int = MOST) -> list[Candidate]:
    """The entries that an entity with these mentions, as the text has them, may be, the likeliest first.

    Without the base they are those that were decided on. Raises `BaseError`.
    """
    names = names_among(mentions)
    found = list(_known(base, around))
    if base:
        found += (one for name in names for one in _named(base, name))
        if len({one.entry.key for one in found}) < most and names:
            found += _with_words(base, max(names, key=len))
    return ranked(found, around.known, around.kinds, around.words, most)


def search(base: BaseFile, typed: str, around: Around, most: int = MOST) -> list[Candidate]:
    """The entries that somebody may mean who types this: an id, a name, or words or how they begin.

    The likeliest come first. Raises `BaseError`.
    """
    by_key = base.get(typed.strip())
    found = [Found(by_key, "id", by_key.prior, 1)] if by_key else []
    found += _having(base, typed)
    found += (Found(one, "words", one.prior) for one in base.typed(typed, _OF_A_NAME))
    if len({one.entry.key for one in found}) < most:
        found += (Found(one, "about", one.prior) for one in base.typed(typed, _OF_A_NAME, described=True))
    return ranked(found, around.known, around.kinds, around.words, most)


def names_among(mentions: Sequence[str]) -> list[str]:
    """The mentions to look for, each once, the most frequent first: those with a capital, where any has one."""
    often = Counter(one for one in mentions if one.strip())
    written: dict[str, str] = {}
    for one, _ in often.most_common():
        written.setdefault(lookup_form(one), one)
    names = list(written.values())
    capitals = [name for name in names if name != name.lower()]
    return (capitals or names)[:_NAMES]


def _known(base: BaseFile | None, around: Around) -> Iterator[Found]:
    """Those that were decided on, whatever their names are."""
    for key in sorted(around.known, key=lambda key: (-around.known[key], key))[:MOST]:
        if entry := (base.get(key) if base else None) or around.entry(key):
            yield Found(entry, "words", entry.prior)


def _named(base: BaseFile, name: str) -> list[Found]:
    """The entries that a mention is a name of, as it stands or without an article before it or a genitive behind it."""
    forms = dict.fromkeys((name, _GENITIVE.sub("", name), _bare(name)))
    return next((found for form in forms if (found := _having(base, form))), [])


def _having(base: BaseFile, name: str) -> list[Found]:
    words = max(1, sum(1 for _ in words_in(name)))
    named = base.named(name, _OF_A_NAME)
    return [Found(entry, "name" if own else "alias", prior, words) for entry, prior, own in named]


def _bare(name: str) -> str:
    """A mention without a genitive, and without a first word that may be an article: short, or in small letters."""
    name = _GENITIVE.sub("", name)
    first, _, rest = name.strip().partition(" ")
    elided, _, behind = first.partition("’" if "’" in first else "'")
    if behind and len(elided) <= _ARTICLE:
        return f"{behind} {rest}".strip()
    return rest if rest and (len(first) <= _ARTICLE or first == first.lower() != first.upper()) else name


def _with_words(base: BaseFile, name: str) -> Iterator[Found]:
    """The entries that have all words of a mention in their names; else its first and its last, else its longest."""
    words = list(words_in(name))
    for some in (words, [*words[:1], *words[-1:]], [max(words, key=len)]) if words else ():
        if found := base.with_words(some, _OF_A_NAME):
            yield from (Found(one, "words", one.prior) for one in found)
            return
