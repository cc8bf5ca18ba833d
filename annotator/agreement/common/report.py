"""The report of `agree`: every figure of every measure with its n, as plain tables that are JSON as they stand.

A figure that has no value is null, and the table `undefined` beside it says why. Nothing is rounded.
A pair is compared on the articles that both have finished, the joint figures are on those that all have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from annotator.agreement import f1, kappa
from annotator.agreement.base import Compared, Figure, JointFigure, PairFigure, TokenPairs, interval
from annotator.agreement.common.article_labels import BY_LABEL, label_agreement, labels_set
from annotator.agreement.common.measures import Measures, load_measures
from annotator.agreement.f1 import Matches

_NOTHING = Figure(None, 0, "no article was finished by both")
Row = dict[str, Any]
Pair = tuple[str, str]
Counts = Mapping[Callable[..., Any], Any]
"""What an article adds, by the function that counts it: figures that count alike share it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one article adds to the figures of one pair of annotators, over all labels and for each of them."""

    key: str
    spans: Matches
    tokens: TokenPairs
    confusion: Counter[tuple[str | None, str | None]]
    counts: Counts
    by_label: Mapping[str, tuple[Matches, Counts]]


def report(
    articles: Sequence[Compared],
    annotators: Sequence[str],
    *,
    apart: Collection[str] = (),
    by: Measures | None = None,
    seed: int = 1,
) -> Row:
    """Agreement of two or more annotators by some measures, or by all there are; `seed` is for the intervals.

    Those in `apart` are compared with each of the others, but count in no figure of all together. In the report,
    NAME is that of a figure and stands for each there is, null where it has no value:

        annotators, articles   who is compared; how many articles all of them have finished
        measures               of each measure its `name`, `about`, and `figures`: NAME to its title
        pairs                  of each pair `a`, `b`, `articles`, `spans_a`, `spans_b`, `tokens`, `tokens_marked`, NAME,
                               `n` (NAME to what it was measured on), `intervals` (NAME to its 95 % interval, or null),
                               `by_label`, `confusion` (rows of `a`, `b`, `n`); of the labels of articles as a whole
                               `cats_kappa`, `cats_alpha`, and `cats_by_label` (rows of `label`, `n`, the same two)
        NAME                   of all together
        by_label               of each label `label`, `n` (spans of every pair), NAME
        by_article             of each article `article`, `title`, `annotators`, `n`, `disagreeing`, NAME; worst first
        undefined              (there, or in any row) NAME to why it has no value
        problems               why a measure was left out, if one was
    """
    known = by or load_measures()
    peers = [who for who in annotators if who not in apart]
    parts = _parts(articles, combinations(annotators, 2), annotators, known.pair)
    labels = _label_agreement(articles, parts)
    whole = [article for article in articles if all(who in article.layers for who in peers)]
    every = [part for pair, mine in parts.items() if not set(pair) & set(apart) for part in mine]
    together, of_labels = _together(known.joint, whole, peers)
    found: Row = {
        "annotators": list(annotators),
        "articles": len(whole),
        "measures": known.about,
        "pairs": [_pair(*pair, mine, known.pair, labels=labels[pair], seed=seed) for pair, mine in parts.items()],
        **_values(together),
        "by_label": _by_label(every, known.pair, of_labels),
        "by_article": _by_article(articles, every, known.pair),
    }
    return found | ({"problems": known.problems} if known.problems else {})


def _parts(
    articles: Iterable[Compared], pairs: Iterable[Pair], annotators: Sequence[str], figures: Sequence[PairFigure[Any]]
) -> dict[Pair, list[_Part]]:
    """What each article adds to the figures of every pair that has finished it; pairs and articles in their order."""
    found: dict[Pair, list[_Part]] = {pair: [] for pair in pairs}
    every = {figure.count for figure in figures}
    of_label = {figure.count for figure in figures if figure.by_label}
    for article in articles:
        by_label = article.by_label()
        for a, b in combinations([who for who in annotators if who in article.layers], 2):
            found[a, b].append(_Part(
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


def _spans(article: Compared, a: str, b: str) -> Matches:
    return f1.exact(article.layers[a], article.layers[b])


def _pair(
    a: str,
    b: str,
    parts: Sequence[_Part],
    figures: Sequence[PairFigure[Any]],
    *,
    labels: tuple[dict[str, Figure], list[Row]],
    seed: int,
) -> Row:
    spans, tokens = _sum(part.spans for part in parts), kappa.total((part.tokens, 1) for part in parts)
    if parts:
        found = {figure.name: _value(figure, [part.counts for part in parts]) for figure in figures} | labels[0]
    else:
        found = dict.fromkeys([*(figure.name for figure in figures), *labels[0]], _NOTHING)
    return {
        "a": a, "b": b, "articles": len(parts), "spans_a": spans.a, "spans_b": spans.b,
        "tokens": tokens.total(), "tokens_marked": sum(kappa.marked(tokens).values()),
        **_values(found),
        "n": {name: figure.n for name, figure in found.items()},
        "intervals": {figure.name: _interval(figure, parts, seed) for figure in figures if figure.interval},
        "by_label": _by_label(parts, figures, {}),
        "confusion": _confusion(parts),
        BY_LABEL: labels[1],
    }  # fmt: skip


def _label_agreement(
    articles: Sequence[Compared], parts: Mapping[Pair, Sequence[_Part]]
) -> dict[Pair, tuple[dict[str, Figure], list[Row]]]:
    """Agreement on the labels of articles as a whole, of every pair on the articles that both have finished."""
    by_key, set_by = {article.key: article for article in articles}, labels_set(articles)
    return {
        pair: label_agreement([by_key[part.key] for part in mine] if set_by else (), *pair, set_by=set_by)
        for pair, mine in parts.items()
    }


def _together(
    figures: Sequence[JointFigure], articles: Sequence[Compared], annotators: Sequence[str]
) -> tuple[dict[str, Figure], dict[str, dict[str, Figure]]]:
    """The joint figures by name, and by label and name."""
    nothing = Figure(None, 0, "no article was finished by all")
    found: dict[str, Figure] = {}
    by_label: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        value, of_labels = figure.value(articles, annotators) if articles else (nothing, {})
        found[figure.name] = value
        for label, one in of_labels.items():
            by_label.setdefault(label, {})[figure.name] = one
    return found, by_label


def _by_label(
    parts: Sequence[_Part], figures: Sequence[PairFigure[Any]], joint: Mapping[str, Mapping[str, Figure]]
) -> list[Row]:
    """One row a label, over all pairs in `parts`; `n` counts the spans of every pair."""
    rows = []
    for label in sorted({label for part in parts for label in part.by_label}):
        here = [part.by_label[label] for part in parts if label in part.by_label]
        spans = _sum(one for one, _ in here)
        found = {figure.name: _value(figure, [counts for _, counts in here]) for figure in figures if figure.by_label}
        rows.append({"label": label, "n": spans.a + spans.b, **_values({**found, **joint.get(label, {})})})
    return rows


def _by_article(articles: Iterable[Compared], parts: Iterable[_Part], figures: Sequence[PairFigure[Any]]) -> list[Row]:
    """One row an article, over all pairs; the one with the most disagreement first."""
    by_key: dict[str, list[_Part]] = {}
    for part in parts:
        by_key.setdefault(part.key, []).append(part)
    rows: list[tuple[float, int, Row]] = []
    for article in articles:
        if here := by_key.get(article.key, []):
            spans = _sum(part.spans for part in here)
            n, disagreeing = spans.a + spans.b, spans.a + spans.b - 2 * spans.both
            row = {"article": article.key, "title": article.title, "annotators": sorted(article.layers)}
            found = {
                figure.name: _value(figure, [part.counts for part in here]) for figure in figures if figure.by_article
            }
            exact = spans.f1().value
            rows.append((1.0 if exact is None else exact, -disagreeing, {
                **row, "n": n, "disagreeing": disagreeing, **_values(found),
            }))  # fmt: skip
    return [row for _, _, row in sorted(rows, key=lambda one: one[:2])]


def _confusion(parts: Iterable[_Part]) -> list[Row]:
    total: Counter[tuple[str | None, str | None]] = Counter()
    for part in parts:
        total.update(part.confusion)
    rows = sorted(total.items(), key=lambda item: (item[0][0] == item[0][1], -item[1], str(item[0])))
    return [{"a": a, "b": b, "n": n} for (a, b), n in rows]


def _value(figure: PairFigure[Any], counts: Sequence[Counts]) -> Figure:
    return figure.value([(one[figure.count], 1) for one in counts])


def _interval(figure: PairFigure[Any], parts: Sequence[_Part], seed: int) -> tuple[float, float] | None:
    counts = [part.counts[figure.count] for part in parts]
    return interval(counts, lambda drawn: figure.value(drawn).value, seed=seed)


def _sum(matches: Iterable[Matches]) -> Matches:
    return sum(matches, Matches())


def _values(figures: Mapping[str, Figure]) -> Row:
    """The figures of a row; where one has no value, with the table that says why."""
    row: Row = {name: figure.value for name, figure in figures.items()}
    reasons = {name: f"undefined, because {figure.reason}" for name, figure in figures.items() if figure.value is None}
    return row | ({"undefined": reasons} if reasons else {})
