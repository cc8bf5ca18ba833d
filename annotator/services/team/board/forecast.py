"""When work will be done, from what was finished day by day. Pure.

A *day at work* is a day on which anybody of the team finished something. Somebody's *pace* is what they finished on a
day at work of the team, on average from the first of their own last `PACE_DAYS` such days on; that of today counts
only where there is no other. Days come as they came in the last `SEEN_DAYS` days: a weekday on which the team
worked every second time counts half. One that has not come yet is a day at work from Monday to Friday; Saturday and
Sunday are like each other, and free where neither has come. Whoever has a pace does their own articles first and then
those that are for whoever comes.

What is not known is not guessed: who has finished nothing for long has no pace, and what depends on them no day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

PACE_DAYS = 5
SEEN_DAYS = 28
IDLE_DAYS = 5
"""Whoever finished nothing on so many days at work of the team, and never paused so long before, has no pace."""
LONG = 14
"""After so many days without anything there is no pace, whatever was before."""
PAUSE = 7
"""So many days on which nobody finished anything are a pause: they tell nothing of weekdays, nor what comes behind."""
FARTHEST = 2_000
"""Days that are looked ahead; what takes longer has no forecast."""
_WEEKEND = (5, 6)
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)

NOT_BEGUN = "has finished nothing yet"
NOTHING_LATELY = "has finished nothing lately"
TOO_FAR = "has years to go"
NOT_ALL = "not everybody has a pace"
NOBODY = "nobody has a pace"

Days = Mapping[date, int]
"""How many articles were finished on which day."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is to be said of one person's part, or of all: `pace` is in articles a day at work.

    `day` is when it is done: today, where nothing is left; None where that is not known, and `why` says why not.
    """

    left: int
    pace: float | None = None
    day: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When everybody is done, by name, and `all` together; `unknown` names those without a day, in order.

    `days` are those that the paces rest on, `free` the weekdays that are taken for free ones.
    """

    people: Mapping[str, Ahead]
    all: Ahead
    days: Sequence[date] = ()
    free: Sequence[str] = ()

    @property
    def last(self) -> str:
        """Who alone is done last, later than others who have something left; "" where nobody is."""
        days = {name: one.day for name, one in self.people.items() if one.left and one.day}
        last = [name for name, day in days.items() if day == self.all.day]
        return last[0] if len(last) == 1 < len(days) else ""

    @property
    def unknown(self) -> list[str]:
        """Those whose day is not known."""
        return sorted(name for name, one in self.people.items() if one.day is None)


@dataclass(slots=True)
class _Hand:
    """Somebody on the way through the days to come."""

    left: float
    pace: float
    today: int
    done: date | None = None

    def work(self, share: float, day: date, *, already: int) -> float:
        """Do a share of a day's work, of which some is done `already`; gives what one can do beside one's own."""
        could = max(self.pace - already, 0.0) if already else self.pace * share
        spare = max(could - self.left, 0.0)
        self.left = max(self.left - could, 0.0)
        if self.left <= _NOTHING and self.done is None:
            self.done = day
        return spare


def forecast(
    left: Mapping[str, int],
    finished: Mapping[str, Days],
    today: date,
    *,
    shared: int = 0,
    begun: Collection[str] = (),
) -> Forecast:
    """The forecast for people with so many articles of their own `left`, and `shared` for whoever comes.

    `finished` are the articles that each of them, and others, finished day by day, as far back as is of interest;
    `begun` are those who had finished any before.
    """
    team = sorted({day for days in finished.values() for day, number in days.items() if number and day <= today})
    weights = weekdays(team, today)
    team = _without_today(team, today)
    people: dict[str, Ahead] = {}
    hands: dict[str, _Hand] = {}
    for name, number in left.items():
        pace, why = _pace(finished.get(name, {}), team, today)
        why = NOTHING_LATELY if why == NOT_BEGUN and name in begun else why
        people[name] = Ahead(number, pace, None if number else today, why if number else "")
        if pace:
            hands[name] = _Hand(number, pace, finished[name].get(today, 0))
    shared_done = _walk(hands, shared, weights, today)
    for name, hand in hands.items():
        people[name] = Ahead(left[name], hand.pace, hand.done, "" if hand.done else TOO_FAR)
    every = sum(left.values()) + shared
    last = max(day for day in (today, shared_done, *(one.day for one in people.values())) if day)
    pace = sum(one.pace or 0.0 for one in people.values() if one.left or shared) or None
    why = "" if shared_done else NOBODY
    why = why if all(one.day for one in people.values()) else NOT_ALL
    free = [name for number, name in enumerate(_NAMES) if not weights[number]]
    return Forecast(people, Ahead(every, pace, None if why else last, why), team[-PACE_DAYS:], free)


def _without_today(days: Sequence[date], today: date) -> list[date]:
    """The days but today, which is not over, unless there are no others."""
    return [day for day in days if day < today] or list(days)


def weekdays(team: Collection[date], today: date) -> tuple[float, ...]:
    """How much of a day at work each weekday is (0..1), Monday first, by the days at work up to today."""
    days = sorted(day for day in team if day <= today)
    began = max(days[0], today - SEEN_DAYS * _DAY) if days else today
    paused = {
        day + number * _DAY
        for day, after in pairwise([*days, today])
        if (after - day).days > PAUSE
        for number in range(1, (after - day).days)
    }
    seen, worked = Counter[int](), Counter[int]()
    for number in range((today - began).days + (today in days)):
        day = began + number * _DAY
        if day not in paused:
            seen[day.weekday()] += 1
            worked[day.weekday()] += day in days
    usual = [1] * 5 + [0] * 2  # a free Monday is a holiday sooner than a rule
    found = [
        (worked[number] + more) / (seen[number] + more) if seen[number] else float(more)
        for number, more in enumerate(usual)
    ]
    for one, other in (_WEEKEND, _WEEKEND[::-1]):
        found[one] = found[one] if seen[one] else found[other]
    return tuple(found)


def _pace(mine: Days, team: Sequence[date], today: date) -> tuple[float | None, str]:
    """Somebody's pace, or why there is none."""
    own = _without_today(sorted(day for day, number in mine.items() if number and day <= today), today)
    if not own:
        return None, NOT_BEGUN
    if own == [today]:
        return float(mine[today]), ""
    idle = _between(team, own[-1], today)
    longest = max((_between(team, *gap) for gap in pairwise(own)), default=0)
    if (today - own[-1]).days > LONG or idle >= max(IDLE_DAYS, longest + 1):
        return None, NOTHING_LATELY
    stretch = own[-PACE_DAYS:]
    return sum(mine[day] for day in stretch) / (_between(team, stretch[0], stretch[-1]) + min(len(stretch), 2)), ""


def _between(team: Sequence[date], after: date, before: date) -> int:
    return sum(after < day < before for day in team)


def _walk(hands: Mapping[str, _Hand], shared: float, weights: Sequence[float], today: date) -> date | None:
    """Let the days come until all is done; gives when that is so of what is shared, None where it is not."""
    shared_done = None
    for number in range(FARTHEST):
        day = today + number * _DAY
        for hand in hands.values():
            shared -= hand.work(weights[day.weekday()], day, already=0 if number else hand.today)
        if shared <= _NOTHING:
            shared_done = shared_done or day
            if all(hand.done for hand in hands.values()):
                break
    return shared_done


_NOTHING = 1e-9
