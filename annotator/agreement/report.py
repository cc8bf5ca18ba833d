"""The report of `agree`: every figure with its n, as plain tables that are JSON as they stand.

A figure that has no value is null, and the table `undefined` beside it says why. Nothing is rounded.
A pair is compared on the articles that both have finished, the alphas on those that all have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from annotator.agreement import alpha, f1, kappa
from annotator.agreement.base import Compared, Figure, interval
from annotator.agreement.f1 import Matches
from annotator.domain.span import Span

Row = dict[str, Any]
Pairs = Counter[tuple[kappa.Label, kappa.Label]]
_MEASURES = {"f1_exact": f1.exact, "f1_partial": f1.partial, "f1_unlabelled": f1.unlabelled}


@dataclass(frozen=True, slots=True)
class _Part:
    """What one article adds to the figures of one pair of annotators."""

    key: str
    matches: Mapping[str, Matches]
    by_label: Mapping[str, Mapping[str, Matches]]
    tokens: Pairs
    confusion: Counter[tuple[str | None, str | None]]


def report(
    articles: Sequence[Compared], annotators: Sequence[str], *, apart: Collection[str] = (), seed: int = 1
) -> Row:
    """Agreement of two or more annotators; `seed` is that of the bootstrap intervals.

    Those in `apart` are compared with each of the others, but count in no figure of all together.
    """
    peers = [who for who in annotators if who not in apart]
    labels = {
        (article.key, who): kappa.token_labels(article.layers[who], article.tokens)
        for article in articles
        for who in annotators
        if who in article.layers
    }
    parts = {(a, b): _parts(articles, labels, a, b) for a, b in combinations(annotators, 2)}
    whole = [article for article in articles if all(who in article.layers for who in peers)]
    found: Row = {
        "annotators": list(annotators),
        "articles": len(whole),
        "pairs": [_pair(a, b, mine, seed) for (a, b), mine in parts.items()],
    }
    disagreements = _unitizing(whole, peers)
    _put(found, "alpha_token", _alpha_token(whole, labels, peers))
    _put(found, "alpha_unitizing", alpha.joint(disagreements.values()))
    if not whole:
        found["undefined"] = dict.fromkeys(found["undefined"], "undefined, because no article was finished by all")
    every = [part for pair, mine in parts.items() if not set(pair) & set(apart) for part in mine]
    found["by_label"] = _by_label(every, disagreements)
    found["by_article"] = _by_article(articles, every)
    return found


def _parts(
    articles: Iterable[Compared], labels: Mapping[tuple[str, str], list[kappa.Label]], a: str, b: str
) -> list[_Part]:
    found = []
    for article in articles:
        if a in article.layers and b in article.layers:
            ours, theirs = article.layers[a], article.layers[b]
            tokens = Counter(zip(labels[article.key, a], labels[article.key, b], strict=True))
            matches = {name: measure(ours, theirs) for name, measure in _MEASURES.items()}
            found.append(_Part(article.key, matches, _per_label(ours, theirs), tokens, f1.confusion(ours, theirs)))
    return found


def _per_label(ours: Sequence[Span], theirs: Sequence[Span]) -> dict[str, dict[str, Matches]]:
    sides: dict[str, tuple[list[Span], list[Span]]] = {}
    for side, spans in enumerate((ours, theirs)):
        for span in spans:
            sides.setdefault(span.label, ([], []))[side].append(span)
    return {
        label: {name: _MEASURES[name](*both) for name in ("f1_exact", "f1_partial")} for label, both in sides.items()
    }


def _pair(a: str, b: str, parts: Sequence[_Part], seed: int) -> Row:
    exact = _sum(part.matches["f1_exact"] for part in parts)
    row: Row = {"a": a, "b": b, "articles": len(parts), "spans_a": exact.a, "spans_b": exact.b}
    for name in _MEASURES:
        _put(row, name, _f1(name, parts))
    tokens = _tokens(parts)
    row["tokens"] = sum(tokens.values())
    row["tokens_marked"] = sum(kappa.marked(tokens).values())
    _put(row, "token_kappa", kappa.cohen(tokens))
    _put(row, "token_kappa_marked", kappa.cohen(kappa.marked(tokens)))
    _put(row, "token_alpha", alpha.nominal(tokens))
    if not parts:
        row["undefined"] = dict.fromkeys(row["undefined"], "undefined, because no article was finished by both")
    row["intervals"] = {
        "f1_exact": interval(parts, _drawn_f1, seed=seed),
        "token_kappa": interval(parts, _drawn_kappa, seed=seed),
    }
    row["by_label"] = _by_label(parts, {})
    row["confusion"] = _confusion(parts)
    return row


def _by_label(parts: Sequence[_Part], disagreements: Mapping[str, alpha.Disagreement]) -> list[Row]:
    """One row a label, over all pairs in `parts`; `n` counts the spans of every pair."""
    rows = []
    for label in sorted({label for part in parts for label in part.by_label}):
        here = [part.by_label[label] for part in parts if label in part.by_label]
        row: Row = {"label": label, "n": _sum(one["f1_exact"] for one in here).f1().n}
        for name in ("f1_exact", "f1_partial"):
            _put(row, name, _sum(one[name] for one in here).f1())
        if label in disagreements:
            _put(row, "alpha_unitizing", alpha.joint([disagreements[label]]))
        rows.append(row)
    return rows


def _by_article(articles: Sequence[Compared], parts: Sequence[_Part]) -> list[Row]:
    """One row an article, over all pairs; the one with the most disagreement first."""
    by_key: dict[str, list[_Part]] = {}
    for part in parts:
        by_key.setdefault(part.key, []).append(part)
    rows = []
    for article in articles:
        here = by_key.get(article.key, [])
        if here:
            total = _sum(part.matches["f1_exact"] for part in here)
            row: Row = {"article": article.key, "title": article.title, "annotators": sorted(article.layers)}
            row |= {"n": total.a + total.b, "disagreeing": total.a + total.b - 2 * total.both}
            for name in _MEASURES:
                _put(row, name, _f1(name, here))
            _put(row, "token_kappa", kappa.cohen(_tokens(here)))
            rows.append(row)
    return sorted(rows, key=lambda row: (1.0 if row["f1_exact"] is None else row["f1_exact"], -row["disagreeing"]))


def _confusion(parts: Iterable[_Part]) -> list[Row]:
    total: Counter[tuple[str | None, str | None]] = Counter()
    for part in parts:
        total.update(part.confusion)
    rows = sorted(total.items(), key=lambda item: (item[0][0] == item[0][1], -item[1], str(item[0])))
    return [{"a": a, "b": b, "n": n} for (a, b), n in rows]


def _alpha_token(
    articles: Iterable[Compared], labels: Mapping[tuple[str, str], list[kappa.Label]], annotators: Sequence[str]
) -> Figure:
    units: Counter[tuple[kappa.Label, ...]] = Counter()
    for article in articles:
        units.update(zip(*(labels[article.key, who] for who in annotators), strict=True))
    return alpha.nominal(units)


def _unitizing(articles: Iterable[Compared], annotators: Sequence[str]) -> dict[str, alpha.Disagreement]:
    """Unitizing disagreement on the articles laid end to end."""
    layers: list[list[Span]] = [[] for _ in annotators]
    at = 0
    for article in articles:
        for layer, who in zip(layers, annotators, strict=True):
            layer.extend(Span(span.start + at, span.end + at, span.label) for span in article.layers[who])
        at += article.length
    return alpha.unitizing(at, layers)


def _f1(name: str, parts: Iterable[_Part]) -> Figure:
    return _sum(part.matches[name] for part in parts).f1()


def _drawn_f1(drawn: Iterable[tuple[_Part, int]]) -> float | None:
    both = n = 0
    for part, times in drawn:
        one = part.matches["f1_exact"]
        both += times * one.both
        n += times * (one.a + one.b)
    return 2 * both / n if n else None


def _drawn_kappa(drawn: Iterable[tuple[_Part, int]]) -> float | None:
    total: Pairs = Counter()
    for part, times in drawn:
        for pair, count in part.tokens.items():
            total[pair] += times * count
    return kappa.cohen(total).value


def _tokens(parts: Iterable[_Part]) -> Pairs:
    total: Pairs = Counter()
    for part in parts:
        total.update(part.tokens)
    return total


def _sum(matches: Iterable[Matches]) -> Matches:
    return sum(matches, Matches())


def _put(row: Row, name: str, figure: Figure) -> None:
    row[name] = figure.value
    if figure.value is None:
        row.setdefault("undefined", {})[name] = f"undefined, because {figure.reason}"
