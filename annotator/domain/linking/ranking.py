"""Which entries an entity of an article may be, the likeliest first.

What counts, in this order: that it was decided so in this project, and how often; that a mention is a name of the
entry; that its kind fits the label; then one weight of what is left. The weight grows with the prior, with the words of
the mentions that are names of the entry, and doubles with each word of its description that stands in the article and
in few of the other descriptions (an assumption, not an estimate).

The score is made from that order, for people to see how far apart two are: .9 and more for what was decided so, .6
for a name whose kind fits, .3 for any other name, less for mere words, and within these by the share of the weight. It
is no probability.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.words import lookup_form, words_in
from annotator.plural import counted

MOST = 9
"""So many candidates are shown, one for each digit."""
By = Literal["id", "name", "alias", "alike", "part", "initials", "words", "about"]
"""How an entry was found, the best way first: by its id, its name, another name, a name that is the mention but for
accents, signs and brackets, a part of it, its initials, words of its names, or words of its description."""
_SAID: dict[By, str] = {
    "id": "its id",
    "name": "its name",
    "alias": "another name of it",
    "alike": "its name but for signs",
    "part": "its name is a part",
    "initials": "its initials",
    "words": "words of its names",
    "about": "words of its description",
}
_WAYS = [*_SAID]
_PARTLY = ("part", "initials", "words")
_SHORTEST, _MOST_WORDS, _MOST_MATCHED = 4, 4, 4
_SMOOTHED, _COVERED = 0.01, 1024.0
_KNOWN, _NAMED, _WORDS = 0.9, 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found in a base; `by` how, `matched` the words of the mentions that are names of it.

    `prior` is that of the entry under the name by which it was found, `covered` how much of that name was
    asked for, or of the mention is that name.
    """

    entry: Entry
    by: By
    prior: float
    matched: int = 0
    covered: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that an entity may be, with all that speaks for it.

    `score` is from 0 to 1; `known` how often it was decided so; `fits` whether its kind is one that the label asks for,
    None where the label asks for none; `shared` are words of its description that stand in the article.
    """

    entry: Entry
    score: float
    by: By
    known: int = 0
    fits: bool | None = None
    shared: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """What speaks for it, in a line."""
        said = [f"decided so {counted(self.known, 'time')}"] if self.known else []
        said.append(_SAID[self.by])
        said += [f"kind {self.entry.kind}"] if self.fits else []
        said += [f"in the text: {', '.join(self.shared)}"] if self.shared else []
        return "; ".join(said)


def ranked(
    found: Iterable[Found],
    known: Mapping[str, int],
    kinds: Collection[str] = (),
    words: Collection[str] = (),
    most: int = MOST,
) -> list[Candidate]:
    """The candidates among what was found, at most so many, the likeliest first.

    `known` says how often each entry was decided on, by its key; `kinds` are those that fit (empty: any); `words` are
    those of the article, as `words_in` has them.
    """
    every = list(_joined(found).values())
    shared = _shared([one.entry for one in every], words)
    wanted = {lookup_form(kind) for kind in kinds}
    total = sum(one.prior for one in every) or 1.0
    weighed = []
    for one, common in zip(every, shared, strict=True):
        fits = _fits(one.entry, wanted)
        weight = _weight(one, one.prior / total, len(common))
        weight *= 4 if fits is False and not one.entry.kind else 1  # what it is, is not known: it may fit
        way = 0 if one.by == "about" else 1 if one.by in _PARTLY else 2
        weighed.append((_Rank(known.get(one.entry.key, 0), way, fits is not False, weight), one, common))
    weighed.sort(key=lambda row: (*(-part for part in row[0].order), len(row[1].entry.name), row[1].entry.key))
    totals: dict[tuple[int, bool], float] = {}
    for rank, _, _ in weighed:
        totals[rank.band] = totals.get(rank.band, 0.0) + rank.share_of
    return [
        Candidate(one.entry, rank.score(totals[rank.band]), one.by, rank.known, _fits(one.entry, wanted), common)
        for rank, one, common in weighed[:most]
    ]


@dataclass(frozen=True, slots=True)
class _Rank:
    """What an entry is ranked by; `way` is 2 for a name, 1 for words of names, 0 for words of the description."""

    known: int
    way: int
    fits: bool
    weight: float

    @property
    def order(self) -> tuple[float, ...]:
        return self.known, self.way, self.fits, self.weight

    @property
    def band(self) -> tuple[int, bool]:
        """What those have in common among which the score is shared."""
        return (3, True) if self.known else (self.way, self.fits)

    @property
    def share_of(self) -> float:
        return self.known or self.weight

    def score(self, total: float) -> float:
        """From 0 to 1, no smaller than that of any that comes behind."""
        share = self.share_of / total
        if self.known:
            return _KNOWN + (1 - _KNOWN) * share
        low, width = (_NAMED, _NAMED) if self.way == 2 else (_WORDS * self.way, _WORDS / 2)
        return low + width * (self.fits + share)


def _joined(found: Iterable[Found]) -> dict[str, Found]:
    """What was found of each entry, as one: the best way, all matched words."""
    every: dict[str, Found] = {}
    for one in found:
        other = every.get(one.entry.key)
        if other:
            by: By = min(one.by, other.by, key=_WAYS.index)
            covered = max(one.covered, other.covered)
            one = Found(one.entry, by, max(one.prior, other.prior), one.matched + other.matched, covered)  # noqa: PLW2901
        every[one.entry.key] = one
    return every


def _fits(entry: Entry, wanted: Collection[str]) -> bool | None:
    return any(lookup_form(kind) in wanted for kind in entry.kinds) if wanted else None


def _weight(one: Found, share: float, shared: int) -> float:
    prior, words = share + _SMOOTHED, 2.0 ** min(shared, _MOST_WORDS)
    if one.by in _PARTLY:  # how much of a name it is says more than how often the entry is meant
        return float(prior**0.5 * words * _COVERED**one.covered)
    return float(prior * words * 4.0 ** min(one.matched, _MOST_MATCHED) * (2 if one.by in ("id", "name") else 1))


def _shared(entries: Sequence[Entry], words: Collection[str]) -> list[tuple[str, ...]]:
    """Of each entry the words of its description that stand in the text, and with at most half of the entries."""
    told = [dict.fromkeys(word for word in words_in(one.about) if len(word) >= _SHORTEST) for one in entries]
    often = Counter(word for each in told for word in each)
    return [tuple(word for word in each if word in words and often[word] * 2 <= max(len(told), 2)) for each in told]
