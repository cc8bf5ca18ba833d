"""How a project stands: progress, labels, how good the sources have been so far, pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.claims.values import Claim
from annotator.domain.decisions import GOLD
from annotator.plural import counted
from annotator.services.reporting.my_day import forecast
from annotator.services.second_look import SelfAgreement, self_agreement
from annotator.services.suggesting.precision import verdict_worths
from annotator.storage.claims.counts import KINDS, claim_counts
from annotator.storage.claims.unfit import unfit
from annotator.storage.queries.assignments import loads
from annotator.storage.queries.counts import Counts, counts
from annotator.storage.queries.pace import Took, times
from annotator.storage.queries.people.own_work import own_approvals
from annotator.storage.queries.people.verdicts import Reading, readings
from annotator.storage.queries.people.workload import Workload, undealt, workloads
from annotator.storage.store import Store
from annotator.storage.team.names import Register, register
from annotator.suggest.common.precision import Precision

MUCH = 0.25
"""From this unread share of what somebody accepted on, it is said."""
_MS_PER_MINUTE = 60_000
_MS_PER_HOUR = 60 * _MS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of a project, and what follows from them."""

    counts: Counts
    worths: Mapping[str, Mapping[str, Precision]]
    """By source and label how many of its suggestions were right, of those decided one by one; "" is all of it."""
    bulk: Mapping[str, Mapping[str, Precision]]
    """The same of those decided in bulk."""
    readings: Mapping[str, Reading]
    """What each annotator accepted, and how much of that unread, by name."""
    times: Mapping[str, Took]
    """What the articles finished by hand took, by layer."""
    workloads: Mapping[str, Workload]
    """How many articles are each annotator's own, and done; of who was given some or has begun one, by name.

    What was dealt to nobody, where others were dealt, is nobody's."""
    own_approvals: Mapping[str, int]
    """How many articles a reviewer approved who had labelled them, by name, where that is any."""
    agreements: Mapping[str, SelfAgreement]
    """How far people agree with themselves, by name, of those who took a second look."""
    register: Register
    """What is said of people, by name."""
    undealt: int
    """How many articles were dealt to nobody, where others were dealt."""
    claims: Mapping[str, Mapping[str, int]]
    """How much of each kind of claims holds, by layer, where there are any."""
    unfit: Mapping[tuple[type[Claim], str], int]
    """How many of them the scheme does not allow any more, by kind and reason."""

    def as_json(self) -> dict[str, Any]:
        """The document of `stats --json`."""
        own = self.counts
        return {
            "articles": own.articles, "suggestions": own.suggestions, "decisions": own.decisions,
            "layers": own.layers, "labels": own.labels, "sources": own.sources,
            "bulk": {name: self.decided_in_bulk(name) for name in sorted(self.bulk)},
            "people": {name: self._person(name, load) for name, load in self.workloads.items()},
        } | self._claimed()  # fmt: skip

    def _claimed(self) -> dict[str, Any]:
        totals = {kind: sum(one[kind] for one in self.claims.values()) for kind in KINDS}
        by_layer = {name: dict(one) for name, one in self.claims.items()}
        return {"claims": totals, "claims_by_layer": by_layer, "unfit": sum(self.unfit.values())} if by_layer else {}

    def _person(self, name: str, load: Workload) -> dict[str, Any]:
        return {
            "role": self.register.entry(name).role,
            "given": load.given, "done": load.done, "left": load.left, "minutes_per_article": self.minutes(name),
            "unread_share": self.readings[name].share if name in self.readings else None,
            "questions": self.counts.questions.get(name, 0), "own_approved": self.own_approvals.get(name, 0),
            "hours_left": self.hours_left(name),
            "second_look": self.agreements[name].as_json() if name in self.agreements else None,
        }  # fmt: skip

    def decided_in_bulk(self, source: str) -> int:
        """How many suggestions of a source were decided many by one key."""
        return self.bulk[source][""].decided if source in self.bulk else 0

    def unread(self) -> dict[str, Reading]:
        """Those who accept much unread, by name."""
        return {name: one for name, one in self.readings.items() if one.share >= MUCH}

    def pace(self, layer: str) -> float | None:
        """Articles finished by hand in an hour of a layer, pauses left out; None where no time was taken."""
        took = self.times.get(layer)
        return took.articles * _MS_PER_HOUR / took.total if took else None

    def hours_left(self, name: str) -> float | None:
        """Hours at work until all that is an annotator's own is done, at their pace; None where none is known."""
        load = self.workloads.get(name)
        return forecast(load.left, self.pace(name)) if load else None

    def minutes(self, layer: str) -> float | None:
        """The median of the minutes that an article finished by hand took; None where no time was taken."""
        took = self.times.get(layer)
        return took.median / _MS_PER_MINUTE if took else None


def statistics(store: Store) -> Statistics:
    """The statistics of a project; articles that were put away do not count."""
    found = counts(store)
    people = sorted({*found.layers, *loads(store)} - {GOLD})
    worths = verdict_worths(store)
    return Statistics(
        found,
        worths.read,
        worths.bulk,
        readings(store),
        times(store),
        {name: load.dealt for name, load in workloads(store, people).items()},
        own_approvals(store),
        self_agreement(store),
        register(store.conn),
        undealt(store),
        claim_counts(store.conn),
        unfit(store.conn, store.scheme().claims),
    )


def undealt_said(number: int) -> str:
    """What is said of articles that were dealt to nobody."""
    are = "is" if number == 1 else "are"
    return f"{counted(number, 'article')} {are} dealt to nobody: whoever comes may label them."
