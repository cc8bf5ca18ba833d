"""Which entries of a base an entity of an article may be, and which are meant by what somebody types.

At most a few dozen entries are looked at, the likeliest of each name: the index has them in that order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.mentions import bare, names_among, parts_of, runs, whole_forms
from annotator.domain.linking.ranking import MOST, Candidate, Found, ranked
from annotator.domain.linking.words import initials_in, is_initials, plain_form, words_in, words_typed
from annotator.storage.bases.base_file import BaseFile

_OF_A_NAME = 40
_MOST_PAIRED = 8
"""Words of a mention at most of which two are enough."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the names: the kinds that fit the label (none: all), words of the article, past decisions.

    `words` are as `words_in` gives them, `small` those that the article writes in small letters. `known` says how often
    each entry, by its key, was decided on for such names; `entry` is what decisions tell of one, which need not be in
    the base.
    """

    kinds: Collection[str] = ()
    words: Collection[str] = frozenset()
    small: Collection[str] = frozenset()
    known: Mapping[str, int] = field(default_factory=dict)
    entry: Callable[[str], Entry | None] = lambda _: None


def candidates(base: BaseFile | None, mentions: Sequence[str], around: Around, most: int = MOST) -> list[Candidate]:
    """The entries that an entity with these mentions, as the text has them, may be, the likeliest first.

    Without the base they are those that were decided on. Raises `BaseError`.
    """
    names = names_among(mentions, around.small)
    found = list(_known(base, around))
    if base:
        for look in (_named, _alike, _in_part, _with_initials, _with_words):
            found += (one for name in names for one in look(base, name))
            if len({one.entry.key for one in found}) >= most:
                break
    return ranked(found, around.known, around.kinds, around.words, most)


def search(base: BaseFile, typed: str, around: Around, most: int = MOST) -> list[Candidate]:
    """The entries that somebody may mean who types this: an id, a name, or words or how they begin.

    The likeliest come first. Raises `BaseError`.
    """
    by_key = base.get(typed.strip())
    found = [Found(by_key, "id", by_key.prior, 1)] if by_key else []
    found += _having(base, typed)
    words = words_typed(typed)
    found += _covered(base.typed(typed, _OF_A_NAME), words, len(words))
    for more in (_with_initials, _described):
        if len({one.entry.key for one in found}) < most:
            found += more(base, typed.strip())
    return ranked(found, around.known, around.kinds, around.words, most)


def _known(base: BaseFile | None, around: Around) -> Iterator[Found]:
    """Those that were decided on, whatever their names are."""
    for key in sorted(around.known, key=lambda key: (-around.known[key], key))[:MOST]:
        if entry := (base.get(key) if base else None) or around.entry(key):
            yield Found(entry, "words", entry.prior)


def _named(base: BaseFile, name: str) -> list[Found]:
    """The entries that a mention is a name of, as it stands or without an article before it or a genitive behind it."""
    return next((found for form in whole_forms(name) if (found := _having(base, form))), [])


def _alike(base: BaseFile, name: str) -> Iterator[Found]:
    """The entries of which a name is the mention but for accents, signs, and what stands in brackets behind it."""
    wanted, words = plain_form(bare(name)), list(words_in(bare(name)))
    for entry in base.with_words(words, _OF_A_NAME):
        if wanted in (plain_form(called) for called in (entry.name, *(alias.name for alias in entry.aliases))):
            yield Found(entry, "alike", entry.prior, len(words))


def _having(base: BaseFile, name: str) -> list[Found]:
    words = _words(name)
    named = base.named(name, _OF_A_NAME)
    return [Found(entry, "name" if own else "alias", prior, words) for entry, prior, own in named]


def _in_part(base: BaseFile, name: str) -> Iterator[Found]:
    """The entries that have the longest name that stands within each run of capitals in a mention."""
    words = _words(bare(name))
    for run in runs(name):
        for part in parts_of(run):
            if found := base.named(part, _OF_A_NAME):
                covered = min(1.0, _words(part) / words)
                yield from (Found(entry, "part", prior, covered=covered) for entry, prior, _ in found)
                break


def _with_words(base: BaseFile, name: str) -> Iterator[Found]:
    """The entries that have all words of a mention, or of a run of capitals in it, or of a part of one, in their names.

    Where there is none, those that have the last of them and another one, or the first and another one.
    """
    most = _words(bare(name))
    for run in dict.fromkeys((bare(name), *runs(name), *runs(name, 0))):
        words = list(words_in(run))
        for some in (words, *_pairs(words)):
            if found := base.with_words(some, _OF_A_NAME):
                yield from _covered(found, some, most)
                break


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The last word of several with each before it, then the first with each behind it."""
    if len(words) <= _MOST_PAIRED:
        yield from ((one, words[-1]) for one in words[:-1])
        yield from ((words[0], one) for one in words[1:-1])


def _covered(entries: Iterable[Entry], asked: Sequence[str], of: int) -> Iterator[Found]:
    """Entries that have words in their names, with how much of a name they are, and of what is looked for."""
    for entry in entries:
        names = (set(words_in(name)) for name in (entry.name, *(alias.name for alias in entry.aliases)))
        fit = (len(words) for words in names if all(any(word.startswith(one) for word in words) for one in asked))
        most = max(min(fit, default=0), len(asked), 1)
        yield Found(entry, "words", entry.prior, covered=min(1.0, len(asked) ** 2 / (most * max(of, 1))))


def _with_initials(base: BaseFile, name: str) -> Iterator[Found]:
    """The entries whose initials a mention is, or how they begin."""
    name = bare(name)
    if is_initials(name):
        for entry in base.with_initials(name, _OF_A_NAME):
            initials = (
                len(one)
                for called in (entry.name, *(alias.name for alias in entry.aliases))
                for one in initials_in(called)
                if one.startswith(name.casefold())
            )
            yield Found(entry, "initials", entry.prior, covered=len(name) / min(initials, default=len(name)))


def _described(base: BaseFile, typed: str) -> Iterator[Found]:
    return (Found(one, "about", one.prior) for one in base.typed(typed, _OF_A_NAME, described=True))


def _words(name: str) -> int:
    return max(1, sum(1 for _ in words_in(name)))
