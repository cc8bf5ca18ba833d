"""The report of `agree`: every figure of every measure with its n, as plain tables that are JSON as they stand.

A figure that has no value is null, and the table `undefined` beside it says why. Nothing is rounded.
A pair is compared on the articles that both have finished, the joint figures are on those that all have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.agreement import kappa
from annotator.agreement.base import Compared, Figure, JointFigure, Label, PairFigure
from annotator.agreement.common.article_labels import BY_LABEL, label_agreement, labels_set
from annotator.agreement.common.bootstrap import Interval, interval, interval_of_sums
from annotator.agreement.common.measures import Measures, load_measures
from annotator.agreement.common.parts import Part, measured, measured_label, parts_of_pairs
from annotator.agreement.f1 import Matches
from annotator.errors import first_line

_NOTHING = Figure(None, 0, "no article was finished by both")
Row = dict[str, Any]
Figures = Mapping[str, Figure]


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
                               `n` (NAME to what it was measured on), `by_label`, `confusion` (rows of `a`, `b`, `n`);
                               of the labels of articles as a whole `cats_kappa`, `cats_alpha`, `cats_f1`, and
                               `cats_by_label` (rows of `label`, `n`, the same three)
        TABLE                  (in pairs) of claims, rows of `label`, `n`, NAME
        MEASURE                of a measure of claims its figures over all pairs, by their names without that of the
                               measure, as `coref` has `muc`, `b3`, `ceafe`, `lea`, `conll`
        NAME                   of all together
        intervals              (there, or in any row but of articles) NAME to its 95 % interval, or null
        by_label               of each label `label`, `n` (spans of every pair), NAME
        by_article             of each article `article`, `title`, `annotators`, `n`, `disagreeing` (spans), NAME; the
                               worst first: by exact F1 of spans, where claims alone are measured by the first figure
        undefined              (there, or in any row) NAME to why it has no value
        problems               why a measure was left out, if one was
    """
    return _Report(articles, annotators, (by or load_measures()).measuring(articles), seed).made(apart)


@dataclass(frozen=True, slots=True)
class _Report:
    """What all rows of a report are made from."""

    articles: Sequence[Compared]
    annotators: Sequence[str]
    by: Measures
    seed: int

    def made(self, apart: Collection[str]) -> Row:
        peers = [who for who in self.annotators if who not in apart]
        parts = parts_of_pairs(self.articles, self.annotators, self.by.pair, self.by.tables)
        every = [part for pair, mine in parts.items() if not set(pair) & set(apart) for part in mine]
        whole = [article for article in self.articles if all(who in article.layers for who in peers)]
        together, of_labels = _together(self.by.joint, whole, peers)
        by_key, set_by = {article.key: article for article in self.articles}, labels_set(self.articles)
        pairs = [self._pair(*pair, mine, [by_key[part.key] for part in mine], set_by) for pair, mine in parts.items()]
        found: Row = {
            "annotators": list(self.annotators),
            "articles": len(whole),
            "measures": self.by.about,
            "pairs": pairs,
            **self._figures(together),
            **self._of_claims(every),
            "by_label": self._by_label(every, of_labels),
            "by_article": self._by_article(every),
        }
        return found | ({"problems": self.by.problems} if self.by.problems else {})

    def _pair(self, a: str, b: str, parts: Sequence[Part], articles: Sequence[Compared], set_by: Any) -> Row:
        spans, tokens = _sum(part.spans for part in parts), kappa.total((part.tokens, 1) for part in parts)
        cats, cats_by_label = label_agreement(articles if set_by else (), a, b, set_by=set_by)
        joint, joint_by_label = _together(self.by.joint, articles, (a, b), pair=True)
        found = {figure.name: measured(figure, parts) for figure in self.by.pair} | joint | cats
        if not parts:
            found = dict.fromkeys(found, _NOTHING)
        sampled = {figure.name: self._sampled(figure, parts) for figure in self.by.pair if figure.interval}
        return {
            "a": a, "b": b, "articles": len(parts), "spans_a": spans.a, "spans_b": spans.b,
            "tokens": tokens.total(), "tokens_marked": sum(kappa.marked(tokens).values()),
            **self._figures(found, sampled),
            "n": {name: figure.n for name, figure in found.items()},
            "by_label": self._by_label(parts, joint_by_label),
            "confusion": confused(sum((part.confusion for part in parts), Counter())),
            BY_LABEL: self._rows(cats_by_label),
            **{one.name: self._rows(one.rows([part.counts[one.count] for part in parts])) for one in self.by.tables},
        }  # fmt: skip

    def _rows(self, figures: Mapping[str, Figures]) -> list[Row]:
        return [
            {"label": label, "n": max((one.n for one in mine.values()), default=0), **self._figures(mine)}
            for label, mine in figures.items()
        ]

    def _of_claims(self, parts: Sequence[Part]) -> Row:
        """The figures of each measure of claims over all pairs."""
        figures = {figure.name: figure for figure in self.by.pair}
        return {
            one["name"]: {
                name.removeprefix(f"{one['name']}_"): measured(figures[name], parts).value
                for name in one["figures"]
                if name in figures
            }
            for one in self.by.about
            if "of" in one
        }

    def _by_label(self, parts: Sequence[Part], joint: Mapping[str, Figures]) -> list[Row]:
        """One row a label, over all pairs in `parts`; `n` counts the spans of every pair."""
        rows = []
        for label in sorted({label for part in parts for label in part.by_label}):
            spans = _sum(part.by_label[label][0] for part in parts if label in part.by_label)
            found = {figure.name: measured_label(figure, parts, label) for figure in self.by.pair if figure.by_label}
            rows.append({"label": label, "n": spans.a + spans.b, **self._figures(found | dict(joint.get(label, {})))})
        return rows

    def _by_article(self, parts: Iterable[Part]) -> list[Row]:
        """One row an article, over all pairs; the one with the most disagreement first."""
        by_key: dict[str, list[Part]] = {}
        for part in parts:
            by_key.setdefault(part.key, []).append(part)
        rows: list[tuple[float, int, Row]] = []
        claims_alone = all("of" in one for one in self.by.about)
        for article in self.articles:
            if here := by_key.get(article.key, []):
                spans = _sum(part.spans for part in here)
                n, disagreeing = spans.a + spans.b, spans.a + spans.b - 2 * spans.both
                row = {"article": article.key, "title": article.title, "annotators": sorted(article.layers)}
                found = {figure.name: measured(figure, here) for figure in self.by.pair if figure.by_article}
                first = next(iter(found.values()), None) if claims_alone else spans.f1()
                worst = 1.0 if first is None or first.value is None else first.value
                rows.append((worst, -disagreeing, {**row, "n": n, "disagreeing": disagreeing, **_values(found)}))
        return [row for _, _, row in sorted(rows, key=lambda one: one[:2])]

    def _figures(self, figures: Figures, sampled: Mapping[str, Interval | None] | None = None) -> Row:
        """The figures of a row with their intervals; `sampled` are those that do not follow from sums."""
        sampled = sampled or {}
        intervals = {name: sampled.get(name, self._interval(figure, name)) for name, figure in figures.items()}
        return {**_values(figures), "intervals": intervals}

    def _interval(self, figure: Figure, name: str) -> Interval | None:
        """The interval of a figure; where a stranger's sums fail, a problem."""
        try:
            return interval_of_sums(figure.sums(), seed=self.seed) if figure.sums else None
        except Exception as error:  # noqa: BLE001 - a stranger's code
            problem = f"The figure {name!r} has no interval: {first_line(error)}."
            self.by.problems.extend({problem}.difference(self.by.problems))
            return None

    def _sampled(self, figure: PairFigure[Any], parts: Sequence[Part]) -> Interval | None:
        counts = [part.counts[figure.count] for part in parts]
        return interval(counts, lambda drawn: figure.value(drawn).value, seed=self.seed)


def _together(
    figures: Sequence[JointFigure], articles: Sequence[Compared], annotators: Sequence[str], *, pair: bool = False
) -> tuple[dict[str, Figure], dict[str, dict[str, Figure]]]:
    """The joint figures by name, and by label and name; of a `pair`, those that pairs have, by their names there."""
    nothing = Figure(None, 0, "no article was finished by all")
    by_two = Figure(None, 0, f"it is of two annotators at a time: of {len(annotators)} there is that of each pair")
    found: dict[str, Figure] = {}
    by_label: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        if name := figure.of_pairs if pair else figure.name:
            found[name], of_labels = figure.value(articles, annotators) if articles else (nothing, {})
            for label, one in of_labels.items():
                by_label.setdefault(label, {})[name] = one
        elif not pair and len(annotators) > 2:
            found[figure.of_pairs] = by_two
    return found, by_label


def confused(total: Mapping[tuple[Label, Label], int]) -> list[Row]:
    """Rows of what two call so and so, those on which they differ first, and the most frequent."""
    rows = sorted(total.items(), key=lambda item: (item[0][0] == item[0][1], -item[1], str(item[0])))
    return [{"a": a, "b": b, "n": n} for (a, b), n in rows]


def _sum(matches: Iterable[Matches]) -> Matches:
    return sum(matches, Matches())


def _values(figures: Figures) -> Row:
    """The figures of a row; where one has no value, with the table that says why."""
    row: Row = {name: figure.value for name, figure in figures.items()}
    reasons = {name: f"undefined, because {figure.reason}" for name, figure in figures.items() if figure.value is None}
    return row | ({"undefined": reasons} if reasons else {})
