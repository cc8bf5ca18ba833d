"""How somebody changes over time: their agreement with what is known to be right, and with the others, by period.

Layers count as they were first finished, in the period in which they were: what was returned and corrected since says
nothing of that time. What is right is the gold of now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotator.agreement.f1 import Matches, exact, micro
from annotator.domain.decisions import GOLD
from annotator.errors import AnnotatorError
from annotator.services.lookup import check_layer
from annotator.services.reporting.periods import By, Periods
from annotator.storage.queries.compared import FinishedLayers, as_first_finished
from annotator.storage.queries.people.finish_dates import finish_dates
from annotator.storage.queries.people.first_finished import first_counts
from annotator.storage.queries.people.known_answers import known_answers
from annotator.storage.store import Store

Tally = dict[str, dict[str, list[Matches]]]
"""By annotator and period, what each article adds."""
_NOTABLE = 0.05


@dataclass(frozen=True, slots=True)
class Point:
    """Exact F1 in a period (its name; "" is all of them): on how many articles, on how many spans of both sides.

    `low` and `high` are its 95 % bootstrap interval by article; None where there are fewer than two articles, and for
    `f1` where nobody marked a span.
    """

    period: str
    articles: int
    n: int
    f1: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The points of somebody in order, and all before the last one as a single one, where there is a before."""

    points: Sequence[Point] = ()
    before: Point | None = None

    @property
    def fell(self) -> bool:
        """Whether the last one is notably lower than all before, beyond chance: their intervals lie apart."""
        if not self.before:
            return False
        last, before = self.points[-1], self.before
        apart = (1.0 if last.high is None else last.high) < (before.low or 0.0)
        return apart and (before.f1 or 0.0) - (last.f1 or 0.0) >= _NOTABLE


@dataclass(frozen=True, slots=True)
class Drift:
    """The course of somebody's agreement with gold, and with all others who finished the same articles."""

    gold: Course
    others: Course

    def as_json(self) -> dict[str, Any]:
        """The courses as plain values."""
        courses = {"gold": self.gold, "others": self.others}
        return {name: {"points": list(map(asdict, one.points)), "fell": one.fell} for name, one in courses.items()}


def drift(
    store: Store, names: Sequence[str] = (), *, by: By = "week", also_hidden: bool = False, seed: int = 1
) -> dict[str, Drift]:
    """The drift of these annotators, or of all who have finished something, by name; see `periods` for what `by` means.

    `also_hidden`, gold that is hidden among the articles of rounds counts as gold, which is for leads to see.
    Raises `WrongUsage` for a name that is not there, `AnnotatorError` for somebody who has finished nothing.
    """
    known = [name for name in first_counts(store) if name != GOLD]
    for name in names:
        if name not in known:
            check_layer(store, name)
            raise AnnotatorError(f"{name} has finished no article; who has: {', '.join(known) or 'nobody'}.")
    chosen = list(dict.fromkeys(names)) or known
    right = known_answers(store, also_hidden=also_hidden)
    dates, periods = finish_dates(store, chosen, first=True), Periods(store, by)
    tallies: tuple[Tally, Tally] = ({}, {})
    for article in as_first_finished(store, known, alone=right):
        for who in article.layers.keys() & set(chosen):
            period = periods.of(article.key, dates[article.key, who])
            for tally, one in zip(tallies, (_with_gold(article, who, right), _with_others(article, who)), strict=True):
                if one:
                    tally.setdefault(who, {}).setdefault(period, []).append(one)
    gold, others = ({who: _course(of[who], periods, seed) for who in of} for of in tallies)
    return {who: Drift(gold.get(who, Course()), others.get(who, Course())) for who in chosen}


def _with_gold(article: FinishedLayers, who: str, right: Mapping[str, Any]) -> Matches | None:
    return exact(article.layers[who], right[article.key]) if article.key in right else None


def _with_others(article: FinishedLayers, who: str) -> Matches | None:
    others = [spans for name, spans in article.layers.items() if name != who]
    return sum((exact(article.layers[who], spans) for spans in others), Matches()) if others else None


def _course(of: Mapping[str, Sequence[Matches]], periods: Periods, seed: int) -> Course:
    names = periods.in_order(of)
    points = [_point(name, of[name], seed) for name in names]
    before = [one for name in names[:-1] for one in of[name]]
    return Course(points, _point("", before, seed) if before else None)


def _point(period: str, parts: Sequence[Matches], seed: int) -> Point:
    from annotator.agreement.common.bootstrap import interval  # noqa: PLC0415 - it takes numpy

    figure = micro((one, 1) for one in parts)
    low, high = interval(parts, lambda drawn: micro(drawn).value, seed=seed) or (None, None)
    return Point(period, len(parts), figure.n, figure.value, low, high)
