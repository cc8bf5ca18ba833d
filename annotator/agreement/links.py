"""F1 of links to entries of a base, and how often two annotators who both answered chose the same (micro averages).

F1 counts a link that only one of them made, accuracy does not. Of F1, `n` counts links, of accuracy places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from annotator.agreement import f1
from annotator.agreement.base import Compared, Figure, PairFigure, Sums
from annotator.agreement.claims.links import LinkCounts, compare

ABOUT = "F1 and accuracy of links to entries of a base; what is not in the base is counted apart"
OF = "links"
ORDER = 70
_NOTHING = {"entries": "neither linked to an entry", "missing": "neither said that a base has no entry"}


def _count(article: Compared, a: str, b: str) -> LinkCounts:
    ours, theirs = article.claims_of(a, b)
    return compare(ours.links, theirs.links)


def _f1(name: str, title: str, of: Literal["entries", "missing"]) -> PairFigure[LinkCounts]:
    def value(counts: Iterable[tuple[LinkCounts, int]]) -> Figure:
        return f1.micro(((getattr(one, of), times) for one, times in counts), _NOTHING[of])

    return PairFigure(
        name, title, _count, value, by_article=of == "entries",
        sums=lambda parts: f1.sums([getattr(one, of) for one in parts]),
    )  # fmt: skip


def _accuracy(counts: Iterable[tuple[LinkCounts, int]]) -> Figure:
    alike = answered = 0
    for one, times in counts:
        alike, answered = alike + times * one.alike, answered + times * one.answered
    return Figure(alike / answered, answered) if answered else Figure(None, 0, "no place was linked by both")


def _sums(parts: Sequence[LinkCounts]) -> Sums:
    return Sums(
        {"alike": [one.alike for one in parts], "answered": [one.answered for one in parts]},
        lambda totals: totals["alike"] / totals["answered"],
    )


FIGURES = (
    _f1("links_f1", "links F1", "entries"),
    PairFigure("links_accuracy", "links accuracy", _count, _accuracy, by_article=False, sums=_sums),
    _f1("links_missing_f1", "links not in base", "missing"),
)
