"""How `agree --drift` prints how annotators change over time."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.cli.common.agreement.cells import between, number
from annotator.cli.common.agreement.report import HEADS
from annotator.cli.common.console import say, shown, table

if TYPE_CHECKING:
    from annotator.services.reporting.drift import Course, Drift, Point

_NAME = 24
_NONE = {"week": "undated", "month": "undated", "round": "in no round"}
_COLUMNS = ("annotator", "against", "period", "articles", "n", "f1", "low", "high")


def print_drift(found: Mapping[str, Drift], by: str) -> None:
    """A table of gold, one of the others: a line for each annotator and period; who fell is said in a sentence."""
    say("Exact F1 of spans, layers as they were first finished.")
    for title, courses in _courses(found).items():
        rows = [_row(name, point, by) for name, course in courses.items() for point in course.points]
        if rows:
            say(f"\nWith {title}:")
            table(("annotator", HEADS[by], "articles", "spans", "F1", "95 %"), rows)
        else:
            say(f"\nWith {title}: nothing to compare yet.")
    every = _courses(found)
    if any(course.fell for courses in every.values() for course in courses.values()):
        say()
    for title, courses in every.items():
        for name, course in courses.items():
            if course.fell and course.before:
                now, before = _said(course.points[-1]), _said(course.before)
                say(f"{shown(name, _NAME)} fell: with {title} {now}, before {before}.")


def drift_csv(found: Mapping[str, Drift]) -> str:
    """One point a line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for name, one in found.items():
        for against, course in (("gold", one.gold), ("others", one.others)):
            for point in course.points:
                figures = ("" if figure is None else figure for figure in (point.f1, point.low, point.high))
                writer.writerow((name, against, point.period, point.articles, point.n, *figures))
    return out.getvalue()


def _courses(found: Mapping[str, Drift]) -> dict[str, dict[str, Course]]:
    return {
        "gold": {name: one.gold for name, one in found.items()},
        "the others": {name: one.others for name, one in found.items()},
    }


def _row(name: str, point: Point, by: str) -> tuple[str, ...]:
    period = shown(point.period, _NAME) or _NONE[by]
    return shown(name, _NAME), period, f"{point.articles:,}", f"{point.n:,}", number(point.f1), _interval(point)


def _interval(point: Point) -> str:
    return between(None if point.low is None or point.high is None else (point.low, point.high))


def _said(point: Point) -> str:
    return f"{number(point.f1)} ({_interval(point)})"
