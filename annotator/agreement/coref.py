"""F1 of entities, as `claims.entities` measures them, from counts added up over articles (micro average).

Each figure is over all entities, and once more without those of one mention (singletons). `n` counts what the measure
shares out: mentions, links (MUC) or entities (CEAFe), of both annotators together; of the mean it counts mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from annotator.agreement.base import Compared, Figure, PairFigure, PairTable, Sums
from annotator.agreement.claims.entities import CONLL, Scores, compare, conll

ABOUT = "Coreference: F1 of entities by MUC, B³, CEAFe and LEA, and the CoNLL mean of the first three"
OF = "entities"
ORDER = 60
_TITLES = {
    "conll": "coref CoNLL", "muc": "coref MUC", "b3": "coref B³", "ceafe": "coref CEAFe", "lea": "coref LEA",
    "mentions": "coref mentions",
}  # fmt: skip
WITHOUT_SINGLETONS = "without singletons"
_Counts = Mapping[bool, Mapping[str, Scores]]
"""By whether singletons count, the scores by the names of the measures."""
_NOTHING = {
    "muc": "neither has an entity of several mentions",
    "conll": "neither has an entity of several mentions",
}


def _count(article: Compared, a: str, b: str) -> _Counts:
    ours, theirs = ([*one.entities, *((place,) for place in one.singletons)] for one in article.claims_of(a, b))
    return {all_: compare(ours, theirs, singletons=all_) for all_ in (True, False)}


def _figures(parts: Sequence[Mapping[str, Scores]]) -> dict[str, Figure]:
    """The figures by their names, with what their intervals follow from."""
    found = _added(parts)
    values = {"conll": conll(found), **{name: one.f1() for name, one in found.items()}}
    figures: dict[str, Figure] = {}
    for name in _TITLES:
        value, of = values[name], found["mentions" if name == "conll" else name]
        n = of.a + of.b
        figures[f"coref_{name}"] = (
            Figure(None, n, _NOTHING.get(name, "neither has an entity"))
            if value is None
            else Figure(float(value), n, sums=partial(_sums, parts, name))
        )
    return figures


def _added(parts: Iterable[Mapping[str, Scores]]) -> dict[str, Scores]:
    found = dict.fromkeys(_TITLES.keys() - {"conll"}, Scores())
    for scores in parts:
        found = {name: one + scores[name] for name, one in found.items()}
    return found


def _sums(parts: Sequence[Mapping[str, Scores]], name: str) -> Sums:
    names = CONLL if name == "conll" else (name,)
    columns = {
        (one, column): [float(getattr(scores[one], column)) for scores in parts]
        for one in names
        for column in ("found_a", "a", "found_b", "b")
    }
    return Sums(columns, lambda totals: sum(_f1(totals, one) for one in names) / len(names))


def _f1(totals: Mapping[Any, Any], name: str) -> Any:
    """F1 of many samples at once: 0 where only one of the two has anything."""
    found_a, a, found_b, b = (totals[name, column] for column in ("found_a", "a", "found_b", "b"))
    below = found_a * b + found_b * a
    return 2 * found_a * found_b / (below + (below == 0) * (a + b))


def _figure(name: str) -> PairFigure[_Counts]:
    def value(counts: Iterable[tuple[_Counts, int]]) -> Figure:
        parts = [one[True] for one, times in counts for _ in range(times)]
        return replace(_figures(parts)[f"coref_{name}"], sums=None)

    return PairFigure(
        f"coref_{name}", _TITLES[name], _count, value,
        by_article=name == "conll", sums=lambda parts: _sums([one[True] for one in parts], name),
    )  # fmt: skip


def _rows(parts: Sequence[_Counts]) -> dict[str, dict[str, Figure]]:
    return {WITHOUT_SINGLETONS: _figures([one[False] for one in parts])}


FIGURES = (*map(_figure, _TITLES), PairTable("coref_by_size", _count, _rows))
