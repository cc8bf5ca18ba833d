"""F1 of two layers: how many spans both have. It is the same whichever of the two is called the truth.

*Exact*: same edges and label. *Unlabelled*: same edges. *Partial*: same label and any overlap, one
to one, the longest overlap first. F1 is 2 * both / (a + b), added up over articles (micro average).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.agreement.base import Compared, Figure, PairFigure, Sums
from annotator.domain.span import Span

ABOUT = "F1 of two layers: how many spans both have"
ORDER = 10

_DEEPEST = 32
"""In a nest deeper than this a span is compared with its nearest neighbours only."""

Pair = tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Matches:
    """How many spans both layers have, how many the one and the other."""

    both: int = 0
    a: int = 0
    b: int = 0

    def __add__(self, other: Matches) -> Matches:
        return Matches(self.both + other.both, self.a + other.a, self.b + other.b)

    def f1(self, nothing: str = "neither marked a span") -> Figure:
        """F1; undefined where neither has anything, for which `nothing` is the reason."""
        n = self.a + self.b
        return Figure(2 * self.both / n, n) if n else Figure(None, 0, nothing)


def exact(a: Collection[Span], b: Collection[Span]) -> Matches:
    """Spans with the same edges and label."""
    return Matches(len(set(a).intersection(b)), len(a), len(b))


def unlabelled(a: Collection[Span], b: Collection[Span]) -> Matches:
    """Spans with the same edges, each counted once."""
    ours, theirs = (Counter((span.start, span.end) for span in spans) for spans in (a, b))
    return Matches(sum((ours & theirs).values()), len(a), len(b))


def partial(a: Collection[Span], b: Collection[Span]) -> Matches:
    """Spans with the same label that overlap, one to one, the longest overlap first."""
    ours, theirs = set(a), set(b)
    same = ours & theirs
    both = len(same)
    if len(ours) > both < len(theirs):
        by_label: defaultdict[str, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
        for side, spans in enumerate((ours - same, theirs - same)):
            for span in spans:
                by_label[span.label][side].append(span)
        both += sum(len(pairing(*sides)) for sides in by_label.values())
    return Matches(both, len(a), len(b))


def pairing(a: Iterable[Span], b: Iterable[Span]) -> list[Pair]:
    """Pairs of overlapping spans whatever their labels, one to one: equal edges first, then the longest overlap."""
    ours, theirs = set(a), set(b)
    same = ours & theirs
    ours -= same
    theirs -= same
    pairs = [(span, span) for span in same]
    for one, other in sorted(_overlapping(ours, theirs), key=_closeness) if ours and theirs else ():
        if one in ours and other in theirs:
            pairs.append((one, other))
            ours.discard(one)
            theirs.discard(other)
    return sorted(pairs)


def confusion(a: Iterable[Span], b: Iterable[Span]) -> Counter[tuple[str | None, str | None]]:
    """How often what one calls this the other calls that; None where the other has nothing paired with it."""
    a, b = set(a), set(b)
    pairs = pairing(a, b)
    found: Counter[tuple[str | None, str | None]] = Counter((one.label, other.label) for one, other in pairs)
    found.update((span.label, None) for span in a - {one for one, _ in pairs})
    found.update((None, span.label) for span in b - {other for _, other in pairs})
    return found


def _overlapping(a: set[Span], b: set[Span]) -> Iterator[Pair]:
    """The pairs that overlap, by a sweep over both sides in the order of the text."""
    active: tuple[list[Span], list[Span]] = ([], [])
    for span, side in sorted([(span, 0) for span in a] + [(span, 1) for span in b]):
        active[1 - side][:] = [other for other in active[1 - side] if other.end > span.start][-_DEEPEST:]
        for other in active[1 - side]:
            yield (other, span) if side else (span, other)
        active[side].append(span)


def _closeness(pair: Pair) -> tuple[int, bool, int, Span, Span]:
    one, other = pair
    return (-one.shared(other), not one.same_edges(other), len(one) + len(other), min(pair), max(pair))


def _counting(
    measure: Callable[[Collection[Span], Collection[Span]], Matches],
) -> Callable[[Compared, str, str], Matches]:
    return lambda article, a, b: measure(article.layers[a], article.layers[b])


def micro(counts: Iterable[tuple[Matches, int]], nothing: str = "neither marked a span") -> Figure:
    """F1 of several articles together, each taken so often."""
    both = a = b = 0
    for one, times in counts:
        both, a, b = both + times * one.both, a + times * one.a, b + times * one.b
    return Matches(both, a, b).f1(nothing)


def sums(counts: Sequence[Matches]) -> Sums:
    """What F1 follows from, of the counts of each article."""
    both, n = [one.both for one in counts], [one.a + one.b for one in counts]
    return Sums({"both": both, "n": n}, lambda totals: 2 * totals["both"] / totals["n"])


def measured(counts: Sequence[Matches], nothing: str) -> Figure:
    """F1 of several articles together, with what its interval follows from."""
    return replace(micro(((one, 1) for one in counts), nothing), sums=lambda: sums(counts))


FIGURES = (
    PairFigure("f1_exact", "F1 exact", _counting(exact), micro, by_label=True, sums=sums),
    PairFigure("f1_partial", "partial", _counting(partial), micro, by_label=True, sums=sums),
    PairFigure("f1_unlabelled", "unlabelled", _counting(unlabelled), micro, sums=sums),
)
