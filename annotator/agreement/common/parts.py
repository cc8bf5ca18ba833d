"""What each article adds to the figures of a pair of annotators: the counts that every figure follows from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import Any

from annotator.agreement import f1
from annotator.agreement.base import Compared, Figure, PairFigure, PairTable, TokenPairs
from annotator.agreement.f1 import Matches

Pair = tuple[str, str]
Counts = Mapping[Callable[..., Any], Any]
"""What an article adds, by the function that counts it: figures that count alike share it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one article adds to the figures of one pair of annotators, over all labels and for each of them."""

    key: str
    spans: Matches
    tokens: TokenPairs
    confusion: Counter[tuple[str | None, str | None]]
    counts: Counts
    by_label: Mapping[str, tuple[Matches, Counts]]


def parts_of_pairs(
    articles: Iterable[Compared],
    annotators: Sequence[str],
    figures: Sequence[PairFigure[Any]],
    tables: Sequence[PairTable[Any]] = (),
) -> dict[Pair, list[Part]]:
    """What each article adds to the figures of every pair that has finished it; pairs and articles in their order."""
    found: dict[Pair, list[Part]] = {pair: [] for pair in combinations(annotators, 2)}
    every = {figure.count for figure in figures} | {table.count for table in tables}
    of_label = {figure.count for figure in figures if figure.by_label}
    for article in articles:
        by_label = article.by_label()
        for a, b in combinations([who for who in annotators if who in article.layers], 2):
            found[a, b].append(Part(
                article.key,
                _spans(article, a, b),
                article.token_pairs(a, b),
                f1.confusion(article.layers[a], article.layers[b]),
                {count: count(article, a, b) for count in every},
                {
                    label: (_spans(alone, a, b), {count: count(alone, a, b) for count in of_label})
                    for label, alone in by_label.items()
                    if alone.layers[a] or alone.layers[b]
                },
            ))  # fmt: skip
    return found


def measured(figure: PairFigure[Any], parts: Sequence[Part]) -> Figure:
    """A figure over parts that are each of another article, or of one and the same."""
    return _measured(figure, [part.counts[figure.count] for part in parts])


def measured_label(figure: PairFigure[Any], parts: Sequence[Part], label: str) -> Figure:
    """The figure of a label; its interval is over all articles of the parts, of which several pairs may have one."""
    here = [part for part in parts if label in part.by_label]
    found = _measured(figure, [part.by_label[label][1][figure.count] for part in here])
    if not found.sums:
        return found
    place = {key: number for number, key in enumerate(dict.fromkeys(part.key for part in parts))}
    sums, places = found.sums, [place[part.key] for part in here]
    return replace(found, sums=lambda: replace(sums(), places=places, articles=len(place)))


def _measured(figure: PairFigure[Any], counts: Sequence[Any]) -> Figure:
    found = figure.value([(one, 1) for one in counts])
    if figure.sums is None or found.value is None or len(counts) < 2:
        return found
    return replace(found, sums=partial(figure.sums, counts))


def _spans(article: Compared, a: str, b: str) -> Matches:
    return f1.exact(article.layers[a], article.layers[b])
