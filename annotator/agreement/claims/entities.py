"""How alike two annotators put mentions into entities: MUC, B³, CEAFe and LEA, and F1 of the mentions themselves.

An entity is the set of its mentions; a mention is anything hashable. Of every measure recall is a share of what the
one (`a`, the key) has, precision of what the other (`b`, the response) has; turned round, they change places, and F1 is
the same. With a and b for entities, |a| for the mentions of one, and |ab| for those that both have:

    MUC    links: the sum of |a| - (into how many parts b cuts a), over that of |a| - 1. Vilain, Burger, Aberdeen,
           Connolly and Hirschman (1995), "A model-theoretic coreference scoring scheme"
    B³     mentions: the sum of |ab|² / |a|, over that of |a|. Bagga and Baldwin (1998), "Algorithms for scoring
           coreference chains"
    CEAFe  entities, in pairs so that the sum of 2 |ab| / (|a| + |b|) is most: that sum, over their number. Luo (2005),
           "On coreference resolution performance metrics"
    LEA    entities, each as important as it has mentions: the sum of |a| times the share of its |a| (|a| - 1) / 2 links
           that b has, too, over that of |a|; an entity of one mention has one link, to itself. Moosavi and Strube
           (2016), "Which coreference evaluation metric do you trust?"

Shares of several articles are those of their sums. The mean of the first three is that of the CoNLL-2012 shared task:
Pradhan, Moschitti, Xue, Uryupina and Zhang (2012), "CoNLL-2012 shared task: Modeling multilingual unrestricted
coreference in OntoNotes".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeVar

from annotator.agreement.common.pairing import least_cost

_Mention = TypeVar("_Mention", bound=Hashable)
Entities = Sequence[AbstractSet[Hashable]]
_Shared = Sequence[Mapping[int, int]]
"""For each entity, how many mentions it shares with which of the other's."""
CONLL = ("muc", "b3", "ceafe")
"""The measures whose mean is the score of CoNLL-2012."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What was found, as exact numbers: of all that `a` has, and of all that `b` has."""

    found_a: Fraction = Fraction(0)
    a: int = 0
    found_b: Fraction = Fraction(0)
    b: int = 0

    def __add__(self, other: Scores) -> Scores:
        found = self.found_a + other.found_a, self.found_b + other.found_b
        return Scores(found[0], self.a + other.a, found[1], self.b + other.b)

    def recall(self) -> Fraction | None:
        """The share of what `a` has; None where that is nothing."""
        return self.found_a / self.a if self.a else None

    def precision(self) -> Fraction | None:
        """The share of what `b` has; None where that is nothing."""
        return self.found_b / self.b if self.b else None

    def f1(self) -> Fraction | None:
        """The harmonic mean of both, 0 where only one has anything; None where neither has."""
        if not self.a and not self.b:
            return None
        recall, precision = self.recall() or Fraction(0), self.precision() or Fraction(0)
        return 2 * recall * precision / (recall + precision or 1)


def compare(
    a: Iterable[Iterable[Hashable]], b: Iterable[Iterable[Hashable]], *, singletons: bool = True
) -> dict[str, Scores]:
    """The scores of one article by the names of the measures: those above in small letters, b3, and `mentions`.

    A mention counts in the first entity that has it. Without `singletons`, entities of one mention are left out.
    """
    ours, theirs = partition(a, singletons=singletons), partition(b, singletons=singletons)
    found_a, found_b = _shared(ours, theirs), _shared(theirs, ours)
    scores = {name: Scores(*of(ours, theirs, found_a), *of(theirs, ours, found_b)) for name, of in _ONE_SIDE.items()}
    alike = _most_alike(ours, theirs, found_a)
    return scores | {"ceafe": Scores(alike, len(ours), alike, len(theirs))}


def partition(entities: Iterable[Iterable[_Mention]], *, singletons: bool = True) -> list[frozenset[_Mention]]:
    """The entities as sets without a mention in common: each mention stays in the first that has it."""
    taken: set[_Mention] = set()
    found: list[frozenset[_Mention]] = []
    for one in entities:
        if mine := frozenset(one) - taken:
            found.append(mine)
            taken |= mine
    return [one for one in found if singletons or len(one) > 1]


def conll(scores: Mapping[str, Scores]) -> Fraction | None:
    """The mean of F1 by MUC, B³ and CEAFe; None where one of them has none."""
    found = [one for name in CONLL if (one := scores[name].f1()) is not None]
    return sum(found, Fraction(0)) / len(CONLL) if len(found) == len(CONLL) else None


def _shared(ours: Entities, theirs: Entities) -> _Shared:
    place = {mention: number for number, one in enumerate(theirs) for mention in one}
    return [Counter(place[mention] for mention in one if mention in place) for one in ours]


def _mentions(ours: Entities, _theirs: Entities, shared: _Shared) -> tuple[Fraction, int]:
    return Fraction(sum(sum(one.values()) for one in shared)), sum(map(len, ours))


def _muc(ours: Entities, _theirs: Entities, shared: _Shared) -> tuple[Fraction, int]:
    return Fraction(sum(sum(one.values()) - len(one) for one in shared)), sum(len(one) - 1 for one in ours)


def _b3(ours: Entities, _theirs: Entities, shared: _Shared) -> tuple[Fraction, int]:
    parts = (Fraction(sum(n * n for n in one.values()), len(mine)) for mine, one in zip(ours, shared, strict=True))
    return sum(parts, Fraction(0)), sum(map(len, ours))


def _lea(ours: Entities, theirs: Entities, shared: _Shared) -> tuple[Fraction, int]:
    found = Fraction(0)
    for mine, one in zip(ours, shared, strict=True):
        if len(mine) == 1:
            found += sum(len(theirs[other]) == 1 for other in one)
        else:
            found += Fraction(sum(n * (n - 1) for n in one.values()), len(mine) - 1)
    return found, sum(map(len, ours))


def _most_alike(ours: Entities, theirs: Entities, shared: _Shared) -> Fraction:
    """The greatest sum of 2 |ab| / (|a| + |b|) over pairs of entities, each in one pair at most."""
    sizes = [{other: len(mine) + len(theirs[other]) for other in one} for mine, one in zip(ours, shared, strict=True)]
    whole = lcm(*(size for one in sizes for size in one.values()))
    costs = [
        {other: whole - 2 * n * whole // size[other] for other, n in one.items()}
        for one, size in zip(shared, sizes, strict=True)
    ]
    return Fraction(len(ours) * whole - least_cost(costs, whole), whole)


_ONE_SIDE: Mapping[str, Callable[[Entities, Entities, _Shared], tuple[Fraction, int]]] = {
    "mentions": _mentions, "muc": _muc, "b3": _b3, "lea": _lea,
}  # fmt: skip
