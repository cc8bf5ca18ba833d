"""The board in words: when what will be done, what that rests on, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from annotator.plural import counted
from annotator.services.team.board.board import Board
from annotator.services.team.board.forecast import Ahead

TURNS = {1: " ↑", 0: "", -1: " ↓"}
"""How the last ten articles are against the interval of all."""


def day_said(day: date, today: date) -> str:
    """A day as people say it: `today`, `4 Dec`, of another year `4 Jan 2027`."""
    if day == today:
        return "today"
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def sentences(found: Board) -> Iterator[str]:
    """The forecasts of labelling and of review, a sentence for each, and one for each person without a day."""
    today, ahead = found.today, found.labelled
    if found.left:
        last = f" {ahead.last} is the last." if ahead.last else ""
        yield f"Labelled: {_forecast(ahead.all, today)}{last}"
        known = [one.day for one in ahead.people.values() if one.day and one.left]
        for name in ahead.unknown:
            yield f"{name} {ahead.people[name].why}: {counted(ahead.people[name].left, 'article')} left."
        if ahead.unknown and known:
            yield f"The others are done by {day_said(max(known), today)}."
    elif found.people:
        yield "Labelled: all that was dealt out."
    if found.to_review > found.approved:
        yield f"Reviewed: {_forecast(found.reviewed, today)}"
    if found.left and ahead.days:
        yield basis(found)


def basis(found: Board) -> str:
    """What the forecast of labelling rests on."""
    days = f"the last {counted(len(found.labelled.days), 'day')} at work" if len(found.labelled.days) > 1 else "one day"
    free = f"; free: {', '.join(found.labelled.free)}" if found.labelled.free else ""
    return f"The pace is that of {days}{free}."


def _forecast(one: Ahead, today: date) -> str:
    pace = f", {one.pace:.1f} a day" if one.pace else ""
    when = f"by {day_said(one.day, today)}" if one.day else f"no day, {one.why}"
    return f"{when} ({one.left:,} left{pace})."


def of_spans(found: Board) -> str:
    """That F1 says nothing of claims, where there may be some and there is an F1; or ""."""
    told = found.claims and any(one.gold or one.hidden for one in found.people)
    return "F1 and hidden gold are of spans; `annotator team` has claims against gold." if told else ""
