"""One annotator's day: time, words, decisions, articles, against their goal, and how the days before went.

The line at the end of the work has the same figures (`queries.people.work`), and the forecast is that of `forecast`,
for annotators and for those who lead them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from annotator.errors import WrongUsage
from annotator.services.second_look import SelfAgreement, self_agreement
from annotator.storage.queries.people.work import DayOfWork, Work, days_of_work, work_on
from annotator.storage.queries.people.workload import workload
from annotator.storage.store import Store

DAYS = 14
_FIRST_YEAR = 2000
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Goal:
    """So many a day of `unit`: articles (finished), words (of these), or spans; and how many there are."""

    number: int
    unit: str
    done: int

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(self.done / self.number, 1.0)


@dataclass(frozen=True, slots=True)
class MyDay:
    """A day of somebody's, `days` being the `DAYS` up to it, `left` the articles that are theirs and not done.

    `agreement` is how far they agree with themselves, of all days.
    """

    who: str
    day: date
    work: Work
    goal: Goal | None
    days: Sequence[DayOfWork]
    left: int
    agreement: SelfAgreement | None

    @property
    def pace(self) -> float | None:
        """Articles finished in an hour at work over all these days; None where none was."""
        finished, seconds = sum(one.finished for one in self.days), sum(one.seconds for one in self.days)
        return finished * SECONDS_PER_HOUR / seconds if finished and seconds else None

    @property
    def hours_left(self) -> float | None:
        """Hours at work until what is left is done, at this pace."""
        return forecast(self.left, self.pace)

    def as_json(self) -> dict[str, Any]:
        """The document of `stats --day --json`."""
        return {
            "annotator": self.who, "day": self.day.isoformat(), **asdict(self.work),
            "goal": asdict(self.goal) if self.goal else None,
            "articles_per_hour": self.pace, "left": self.left, "hours_left": self.hours_left,
            "second_look": self.agreement.as_json() if self.agreement else None,
            "days": [{**asdict(one), "day": one.day.isoformat()} for one in self.days],
        }  # fmt: skip


def my_day(store: Store, who: str, day: date, goal: str = "") -> MyDay:
    """The figures of one day of the local clock; `goal` is as the settings have it."""
    work, days = work_on(store, who, day), days_of_work(store, who, day, DAYS)
    left, agreement = workload(store, who).left, self_agreement(store).get(who)
    return MyDay(who, day, work, goal_of(goal, work), days, left, agreement)


def goal_of(words: str, work: Work) -> Goal | None:
    """The goal that is meant by `20 articles`, and what some work is for it; None where there is none."""
    if not words:
        return None
    number, unit = words.split()
    return Goal(int(number), unit, {"articles": work.finished, "words": work.words, "spans": work.spans}[unit])


def forecast(left: int, pace: float | None) -> float | None:
    """Hours at work for so many articles at so many an hour; None where no pace is known."""
    return left / pace if pace else None


def day_of(words: str) -> date:
    """The day that is meant by a date in ISO 8601, `today` or `yesterday`. Raises `WrongUsage` where none is."""
    today = datetime.now().astimezone().date()
    match words:
        case "today":
            return today
        case "yesterday":
            return today - timedelta(days=1)
    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise WrongUsage(f"{words!r} is no day: give a date such as {today}, today or yesterday.") from None
    if not _FIRST_YEAR <= found.year <= today.year + 1:
        raise WrongUsage(f"Nobody has worked here on {found}: give a day from {_FIRST_YEAR} on.")
    return found


def in_short(hours: float) -> str:
    """A forecast: `40 min`, from an hour and a half on `2.5 h`."""
    return f"{hours * 60:.0f} min" if hours < 1.5 else f"{hours:.1f} h"


def clock(seconds: float) -> str:
    """A time at work: `2:40`, with hours `1:02:40`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
