"""What a measure of agreement is, and what every one speaks of: articles to compare, figures that may be undefined.

A measure is a module of this folder, or what an entry point in the group `annotator.agreement` names, with

    ABOUT      one line: what it measures, and whose formula it is
    FIGURES    the figures it gives: a sequence of `PairFigure`, `PairTable` and `JointFigure`
    OF         which `Claims` it measures, as "relations": where nobody has any, it is in no report (may be left out)
    ORDER      where it stands among the measures; those without come last, by their names (may be left out)
    ON_REQUEST True where it takes its time, and is measured only where it is named (may be left out)

`annotator agree` gives every figure of every measure, in `--json` and `--csv` under its name. A measure knows
neither project nor database. A figure is never NaN: where a formula has no value, it says why. `None` among labels
is "no label here"; a value that is missing is left out of a unit altogether.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from annotator.domain.span import Span

Label = str | None
Chosen = tuple[str, ...]
"""The labels that one sets in answer to a question about the article as a whole, in order; empty for "none of them"."""
Place = tuple[int, int]
"""`[start, end)` in code points."""
Triple = tuple[Place, str, Place]
"""A relation: its head, its label, its tail."""
TokenPairs = Counter[tuple[Label, Label]]
_COUNTS = TypeVar("_COUNTS")
_KEPT = TypeVar("_KEPT")


@dataclass(frozen=True, slots=True)
class Sums:
    """How a figure follows from numbers that add up over articles, for many samples of articles at once.

    `columns` are such numbers, by names of your choice: one for each article, in one order. `value(totals)` computes
    the figure from their sums, by the same names: arrays of numpy with a number for each sample. Where a figure has no
    value, arithmetic gives NaN (0 / 0), which is right.

    Where several rows are of one article, as when pairs are taken together, `places` has that of the article of each
    row, out of so many `articles`.
    """

    columns: Mapping[Any, Any]
    value: Callable[[Mapping[Any, Any]], Any]
    places: Sequence[int] | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the number of things it was measured on; where `value` is None, `reason` says why.

    `sums()` are what its interval follows from; without them it has none.
    """

    value: float | None
    n: int
    reason: str = ""
    sums: Callable[[], Sums] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an annotator claims of the spans of an article, known by their places, whatever their labels.

    `undirected` are the labels of relations that have no direction, `between_entities` those of which not mentions are
    compared, but entities. An entity is the places of its mentions; `singletons` are mentions that nobody joined to
    another. `links` give for a place and a base the entry, "" for "not in the base"; `attributes` for a name and a
    place, or a relation, the value.
    """

    relations: Collection[Triple] = ()
    undirected: Collection[str] = ()
    between_entities: Collection[str] = ()
    entities: Collection[Collection[Place]] = ()
    singletons: Collection[Place] = ()
    links: Mapping[tuple[Place, str], str] = field(default_factory=dict)
    attributes: Mapping[tuple[str, Place | Triple], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """One article as several annotators see it.

    `length` is in code points, `tokens` are `[start, end)` in order, `layers` has the spans of each
    annotator who finished the article, without repeats; `cats` has by annotator what they answer to
    each question about the article as a whole, those left out that they did not answer; `claims` what
    they claim of spans.
    """

    key: str
    title: str
    length: int
    tokens: Sequence[tuple[int, int]]
    layers: Mapping[str, Sequence[Span]]
    cats: Mapping[str, Mapping[str, Chosen]] = field(default_factory=dict)
    claims: Mapping[str, Claims] = field(default_factory=dict)
    _labels: dict[str, list[Label]] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def token_labels(self, annotator: str) -> list[Label]:
        """The label that each token has in an annotator's layer, as `token_labels` finds it."""
        if annotator not in self._labels:
            self._labels[annotator] = token_labels(self.layers[annotator], self.tokens)
        return self._labels[annotator]

    def kept(self, name: Hashable, make: Callable[[], _KEPT]) -> _KEPT:
        """What several figures need of an article: made once, known by a name of your choice."""
        if name not in self._kept:
            self._kept[name] = make()
        found: _KEPT = self._kept[name]
        return found

    def claims_of(self, *annotators: str) -> list[Claims]:
        """What each of these annotators claims; nothing, where that is not said."""
        return [self.claims.get(who, _NO_CLAIMS) for who in annotators]

    def token_pairs(self, a: str, b: str) -> TokenPairs:
        """How many tokens one annotator calls this and the other that."""
        return Counter(zip(self.token_labels(a), self.token_labels(b), strict=True))

    def by_label(self) -> dict[str, Compared]:
        """For each label that somebody used, the article with the spans of that label alone."""
        layers: dict[str, dict[str, list[Span]]] = {}
        for who, spans in self.layers.items():
            for span in spans:
                layers.setdefault(span.label, {name: [] for name in self.layers})[who].append(span)
        return {label: Compared(self.key, self.title, self.length, self.tokens, mine) for label, mine in layers.items()}


@dataclass(frozen=True, slots=True)
class PairFigure(Generic[_COUNTS]):
    """A figure of two annotators: counted article by article, and computed from the counts together.

    `count(article, a, b)` is what one article adds; `value` computes the figure from such counts, each with how often
    it is to be taken. A pair's figure is that of its articles; an article's, that of all pairs; a label's, that of
    all pairs on articles with the spans of that label alone. `name` is its key in `--json`, `title` its column in
    tables (none where it is empty). `sums(parts)` are what 95 % bootstrap intervals of pairs and labels follow from,
    fast; without them, `interval` asks for the interval of each pair, for which `value` is called for every sample.
    """

    name: str
    title: str
    count: Callable[[Compared, str, str], _COUNTS]
    value: Callable[[Iterable[tuple[_COUNTS, int]]], Figure]
    by_article: bool = True
    by_label: bool = False
    interval: bool = False
    sums: Callable[[Sequence[_COUNTS]], Sums] | None = None


@dataclass(frozen=True, slots=True)
class PairTable(Generic[_COUNTS]):
    """Figures of two annotators apart by something else than the labels of spans, as the labels of relations.

    `count(article, a, b)` is what one article adds, as for a `PairFigure`; `rows(parts)` are the figures that follow,
    by the name of a row and by their own names. `name` is the key of the table in `--json`.
    """

    name: str
    count: Callable[[Compared, str, str], _COUNTS]
    rows: Callable[[Sequence[_COUNTS]], Mapping[str, Mapping[str, Figure]]]


@dataclass(frozen=True, slots=True)
class JointFigure:
    """A figure of two or more annotators together, on the articles that all of them finished.

    `value(articles, annotators)` gives the figure, and that of each label where it has one (else nothing). Under the
    name `of_pairs` each pair has it, too; without a `name` of its own, only pairs have it.
    """

    name: str
    title: str
    value: Callable[[Sequence[Compared], Sequence[str]], tuple[Figure, Mapping[str, Figure]]]
    of_pairs: str = ""


_NO_CLAIMS = Claims()


def columns(counts: Sequence[Mapping[_KEPT, float]]) -> dict[_KEPT, Sequence[float]]:
    """Counts of each article as columns: by what is counted, how often in each article."""
    found: dict[_KEPT, list[float]] = {}
    for place, one in enumerate(counts):
        for name, number in one.items():
            if name not in found:
                found[name] = [0.0] * len(counts)
            found[name][place] = number
    return dict(found)


def token_labels(spans: Iterable[Span], tokens: Sequence[tuple[int, int]]) -> list[Label]:
    """The label of each token: that of the shortest span that touches it, else None.

    `tokens` are `[start, end)` in code points, in order, not overlapping.
    """
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    labels: list[Label] = [None] * len(tokens)
    free = list(range(len(tokens) + 1))  # the first token from here on that has no label yet, by path halving
    for span in sorted(spans, key=lambda one: (len(one), one)):
        last = bisect_left(starts, span.end)
        place = _next(free, bisect_right(ends, span.start))
        while place < last:
            labels[place] = span.label
            free[place] = place + 1
            place = _next(free, place)
    return labels


def _next(free: list[int], place: int) -> int:
    while free[place] != place:
        free[place] = place = free[free[place]]
    return place
