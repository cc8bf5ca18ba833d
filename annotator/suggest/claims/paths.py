"""Relations that follow each other, learned from articles where they were drawn.

Where `born_in` leads to a town, and `part_of` from there to a country, `citizen_of` may often lead there, too. A *path*
leads from one end to another one over one relation or two, each forwards or backwards. How likely a relation is between
the ends of a path is (times it held + ½) / (times the path was there + 1), the estimate of Krichevsky and Trofimov: for
paths between the same two labels where there were enough of those, else for the path whatever the labels. Paths as
features of relations: Lao, Mitchell and Cohen, 2011. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.span import Span

ENOUGH = 3
"""A path is judged by so many that were there."""
LIKELY = 0.7
"""What follows from a path is proposed from here on."""
HUB = 50
"""No path leads over an end that is beside more others: so an article costs no more than its relations times this."""

Step = tuple[str, bool]
"""A relation, and whether it is walked from its tail to its head."""
Path = tuple[Step, ...]
End = Span | str
"""What relations are between: a span, or an entity by its name."""
Pair = tuple[End, End]
Labels = tuple[str, str]
_ANY: Labels = ("", "")


class Tie(NamedTuple):
    """A relation of an article."""

    head: End
    name: str
    tail: End


class Near:
    """The relations of an article by their ends, none from an end to itself: which paths lead from one to another."""

    def __init__(self, ties: Iterable[Tie] = ()) -> None:
        self._steps: defaultdict[End, dict[End, dict[Step, None]]] = defaultdict(dict)
        for tie in ties:
            self._put(tie)

    def add(self, tie: Tie) -> Iterable[Pair]:
        """Put a relation in; gives the ends that other paths lead between then, in both orders."""
        before = self._over(tie)
        self._put(tie)
        return {*before, *self._over(tie)}

    def remove(self, tie: Tie) -> Iterable[Pair]:
        """Take one out that is there; gives the ends that other paths lead between then, in both orders."""
        before = self._over(tie)
        for one, other, step in _steps(tie):
            steps = self._steps[one][other]
            del steps[step]
            if not steps:
                del self._steps[one][other]
        return {*before, *self._over(tie)}

    def _put(self, tie: Tie) -> None:
        for one, other, step in _steps(tie):
            self._steps[one].setdefault(other, {})[step] = None

    def _over(self, tie: Tie) -> set[Pair]:
        """The ends that paths over a relation may lead between; of a hub to be, all beside it."""
        found = {(tie.head, tie.tail)}
        for one, middle, _ in _steps(tie):
            beside = self._steps[middle]
            if len(beside) == HUB:
                found.update((first, last) for first in beside for last in beside)
            elif len(beside) < HUB:
                found.update((one, last) for last in beside)
        return {pair for one, other in found if one != other for pair in ((one, other), (other, one))}

    def between(self, one: End, other: End) -> Iterable[Step]:
        """The steps that lead from one end to another."""
        return self._steps[one].get(other, ())

    def paths(self, one: End, other: End) -> Iterator[Path]:
        """All paths from one end to another, over one step or two."""
        for step in self.between(one, other):
            yield (step,)
        here, there = self._steps[one], self._steps[other]
        for middle in min(here, there, key=len):
            if middle in here and middle in there and len(self._steps[middle]) <= HUB:
                for first in here[middle]:
                    for second in self._steps[middle][other]:
                        yield first, second

    def pairs(self) -> Iterator[Pair]:
        """All ends that a path leads between, in both orders."""
        for one, beside in list(self._steps.items()):
            there = dict.fromkeys(beside)
            for middle in beside:
                if len(self._steps[middle]) <= HUB:
                    there.update((other, None) for other in self._steps[middle] if other != one)
            yield from ((one, other) for other in there)


def _steps(tie: Tie) -> Iterable[tuple[End, End, Step]]:
    return (tie.head, tie.tail, (tie.name, False)), (tie.tail, tie.head, (tie.name, True))


Counts = Mapping[tuple[Path, Labels], Mapping[str, int]]
_SEEN = ""
"""The key of how often a path was there, beside the names of relations."""


@lru_cache(maxsize=512)
def counted(ties: frozenset[Tie], labels: frozenset[tuple[End, str]]) -> Counts:
    """How often each path was there in an article, and how often each relation held between its ends."""
    near, label_of = Near(ties), dict(labels)
    found: defaultdict[tuple[Path, Labels], Counter[str]] = defaultdict(Counter)
    for one, other in near.pairs():
        names = [name for name, turned in near.between(one, other) if not turned]
        for path in set(near.paths(one, other)):
            others = [name for name in names if path != ((name, False),)]
            for at in ((label_of[one], label_of[other]), _ANY):
                found[path, at].update((_SEEN, *others))
    return found


class Paths:
    """What paths lead to, learned from articles."""

    def __init__(self, articles: Iterable[Counts]) -> None:
        counts: defaultdict[tuple[Path, Labels], Counter[str]] = defaultdict(Counter)
        for article in articles:
            for at, names in article.items():
                counts[at].update(names)
        self._scores = {at: _likely(names) for at, names in counts.items() if names[_SEEN] >= ENOUGH}

    def __bool__(self) -> bool:
        return any(self._scores.values())

    def follows(self, path: Path, labels: Labels) -> Mapping[str, float]:
        """The relations that are likely between the ends of a path, which have these labels, with their scores."""
        found = self._scores.get((path, labels))
        return self._scores.get((path, _ANY), {}) if found is None else found


def _likely(names: Counter[str]) -> dict[str, float]:
    seen = names[_SEEN]
    scores = {name: (number + 0.5) / (seen + 1) for name, number in names.items() if name != _SEEN}
    return {name: score for name, score in scores.items() if score >= LIKELY}
