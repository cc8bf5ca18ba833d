"""`annotator team`: what everybody was given and has done, how well, what is open, and when all will be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from annotator.agreement.base import Figure
from annotator.agreement.common.bootstrap import interval
from annotator.agreement.f1 import Matches
from annotator.domain.decisions import GOLD
from annotator.services.reporting.statistics import statistics
from annotator.services.team.board.forecast import SEEN_DAYS, Ahead, Forecast, forecast
from annotator.services.team.measured import Measured, may_see, measured
from annotator.storage.queries.assignments import loads
from annotator.storage.queries.people.notes import Note, notes
from annotator.storage.queries.people.workload import pool
from annotator.storage.queries.review_state import review_counts
from annotator.storage.queries.team.finishes import finishes
from annotator.storage.queries.team.to_gold import to_gold
from annotator.storage.queries.team.to_review import to_review
from annotator.storage.store import Store
from annotator.storage.team.hidden import is_any
from annotator.storage.team.rounds import rounds

DAYS = 14
LAST = 10
"""How many of the articles approved are the last ones."""
NOT_LABELLED = "labelling has no day"
NO_REVIEW = "nothing was approved one by one lately"


@dataclass(frozen=True, slots=True)
class ToGold:
    """Exact F1 against gold on so many approved articles, with its interval of 95 %; `last` is that of the last ten."""

    articles: int
    f1: Figure
    interval: tuple[float, float] | None
    last: Figure

    @property
    def turn(self) -> int:
        """1 or -1 where the last ten are better, or worse, than the interval of all; else 0."""
        if self.last.value is None or self.interval is None:
            return 0
        return (self.last.value > self.interval[1]) - (self.last.value < self.interval[0])

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        low, high = self.interval or (None, None)
        return {
            "articles": self.articles, "f1_exact": self.f1.value, "low": low, "high": high,
            "last_ten": self.last.value,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One person: articles given, done and left, the median minutes that one took, when all of theirs are done.

    `gold` is how near to gold they are, `hidden` how they do on hidden gold; None where nothing is known, or may be
    seen. `unread` is the share of what they accepted that they may not have read. `days` are the articles that they
    finished on each of the last `DAYS` days.
    """

    name: str
    role: str
    given: int
    done: int
    left: int
    minutes: float | None
    ahead: Ahead
    gold: ToGold | None
    hidden: Measured | None
    unread: float | None
    questions: int
    days: Sequence[int]

    def as_json(self) -> dict[str, Any]:
        """The person as `team --json` gives them."""
        return {
            "role": self.role, "given": self.given, "done": self.done, "left": self.left,
            "minutes_per_article": self.minutes, "pace": self.ahead.pace, "done_by": _iso(self.ahead.day),
            "unknown": self.ahead.why or None, "gold": self.gold.as_json() if self.gold else None,
            "hidden_gold": self.hidden.as_json() if self.hidden else None, "unread_share": self.unread,
            "questions": self.questions, "days": list(self.days),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Board:
    """A team on a day: its people, so many `articles`, of which `undealt` were dealt to nobody.

    `shared` layers are still needed of articles that are for whoever comes; `approved` articles of `to_review` are
    reviewed. `labelled` is the forecast for labelling, `reviewed` that for review. `asked` are the open questions, the
    oldest first; `round` is the name of the last round. `claims` says whether anything may be claimed of spans, which
    no figure here tells of.
    """

    today: date
    people: Sequence[Member]
    articles: int
    undealt: int
    shared: int
    approved: int
    to_review: int
    labelled: Forecast
    reviewed: Ahead
    asked: Sequence[Note] = ()
    round: str = ""
    claims: bool = False

    @property
    def left(self) -> int:
        """Articles that are still to be labelled, each as often as by how many."""
        return self.labelled.all.left

    def as_json(self) -> dict[str, Any]:
        """The document of `team --json`."""
        return {
            "today": self.today.isoformat(), "articles": self.articles, "undealt": self.undealt, "left": self.left,
            "people": {one.name: one.as_json() for one in self.people},
            "approved": self.approved, "to_review": self.to_review,
            "questions": len(self.asked), "round": self.round or None,
            "forecast": {
                "labelled": _ahead(self.labelled.all), "reviewed": _ahead(self.reviewed),
                "days": [day.isoformat() for day in self.labelled.days], "free": list(self.labelled.free),
            },
        }  # fmt: skip


def _ahead(one: Ahead) -> dict[str, Any]:
    return {"day": _iso(one.day), "left": one.left, "pace": one.pace, "unknown": one.why or None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def board(store: Store, today: date, who: str = "") -> Board:
    """The board as it stands; what is measured on hidden gold is on it if `who` may see that."""
    found, finished, gold = statistics(store), finishes(store, today - timedelta(days=SEEN_DAYS)), to_gold(store)
    hidden = measured(store) if is_any(store.conn) and may_see(store, who) else {}
    given, open_, named = loads(store), pool(store), rounds(store.conn)
    asked = sorted((one for one in notes(store, who) if one.asks), key=lambda one: one.id)
    asking = Counter(one.by for one in asked)
    theirs = {
        name: load.left - (open_.articles - open_.done.get(name, 0))
        for name, load in found.workloads.items()
        if name in given or found.register.entry(name).role == "annotator"
    }
    by_hand = {name: days for name, days in finished.items() if name != GOLD}
    begun = {name for name, load in found.workloads.items() if load.done}
    labelled = forecast(theirs, by_hand, today, shared=open_.needed, begun=begun)
    last = [today - timedelta(days=number) for number in reversed(range(DAYS))]
    people = [
        Member(
            name, found.register.entry(name).role, load.given, load.done, load.left, found.minutes(name),
            labelled.people.get(name, Ahead(load.left)), _near(gold.get(name, ())), hidden.get(name),
            found.readings[name].share if name in found.readings else None, asking[name],
            [finished.get(name, Counter())[day] for day in last],
        )
        for name, load in found.workloads.items()
    ]  # fmt: skip
    approved, wanted = review_counts(store).approved, to_review(store)
    return Board(
        today, people, found.counts.articles, found.undealt, open_.needed, approved, wanted, labelled,
        _reviewed(wanted - approved, finished.get(GOLD, Counter()), labelled, today),
        asked, named[-1].name if named else "", bool(store.scheme().claims),
    )  # fmt: skip


def _near(articles: Sequence[Matches]) -> ToGold | None:
    if not articles:
        return None
    sure = interval(articles, _f1)
    return ToGold(len(articles), sum(articles, Matches()).f1(), sure, sum(articles[-LAST:], Matches()).f1())


def _f1(drawn: Sequence[tuple[Matches, int]]) -> float | None:
    both = sum(one.both * often for one, often in drawn)
    of = sum((one.a + one.b) * often for one, often in drawn)
    return 2 * both / of if of else None


def _reviewed(left: int, approved: Mapping[date, int], labelled: Forecast, today: date) -> Ahead:
    """When all is reviewed: at the pace of review, and not before it is labelled."""
    (found,) = forecast({GOLD: left}, {GOLD: approved}, today).people.values()
    if left and found.day and labelled.all.day is None:
        return Ahead(left, found.pace, None, NOT_LABELLED)
    day = max(found.day, labelled.all.day) if found.day and labelled.all.day else found.day
    return Ahead(left, found.pace, day, found.why and NO_REVIEW)
