"""F1 of relations, as `claims.relations` counts them, added up over articles (micro average); `n` counts relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.agreement import f1
from annotator.agreement.base import Compared, Figure, PairFigure, PairTable
from annotator.agreement.claims.relations import compare, compare_labels
from annotator.agreement.f1 import Matches

ABOUT = "F1 of relations: how many both have, exactly, and when a part of them is not looked at"
OF = "relations"
ORDER = 50
_WAYS = {
    "exact": ("relations_f1", "relations F1"),
    "unlabelled": ("relations_f1_unlabelled", "relations unlabelled"),
    "undirected": ("relations_f1_undirected", "relations either way"),
    "partial": ("relations_f1_partial", "relations partial"),
    "entities": ("relations_f1_entities", "relations by entity"),
}
_NOTHING = "neither has a relation"
_Counts = Mapping[str, Mapping[str, Matches]]
"""By label, and under "" of all labels, the counts of each way to compare."""


def _count(article: Compared, a: str, b: str) -> _Counts:
    ours, theirs = article.claims_of(a, b)
    return {"": compare(ours, theirs), **compare_labels(ours, theirs)}


def _rows(parts: Sequence[_Counts]) -> dict[str, dict[str, Figure]]:
    labels = sorted({label for part in parts for label in part if label})
    return {
        label: {name: f1.measured(_of(parts, way, label), _NOTHING) for way, (name, _) in _WAYS.items()}
        for label in labels
    }


def _of(parts: Iterable[_Counts], way: str, label: str = "") -> list[Matches]:
    return [part[label][way] if label in part else Matches() for part in parts]


def _figure(way: str) -> PairFigure[_Counts]:
    name, title = _WAYS[way]

    def value(counts: Iterable[tuple[_Counts, int]]) -> Figure:
        return f1.micro(((one[""][way], times) for one, times in counts), _NOTHING)

    return PairFigure(
        name, title, _count, value, by_article=way == "exact", sums=lambda parts: f1.sums(_of(parts, way))
    )


FIGURES = (*map(_figure, _WAYS), PairTable("relations_by_label", _count, _rows))
