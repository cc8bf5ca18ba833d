"""The figures of the dashboard: the same in the app and on the page that `stats --html` writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.base import Figure
from annotator.domain.decisions import GOLD
from annotator.services.reporting.agreement import label_kappas
from annotator.services.reporting.statistics import Statistics, statistics
from annotator.storage.queries.pace import days
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.queries.people.first_finished import left_out
from annotator.storage.store import Store

DAYS = 14
FATES = ("accepted", "relabelled", "resized", "rejected")


@dataclass(frozen=True, slots=True)
class Person:
    """One layer's progress.

    `given` are the articles that are their own (of the gold layer: all). `pace` is in finished articles an hour,
    `minutes` is the median time an article took, both of the articles that took time (imported ones took none),
    `hours_left` is the time at work until all their own are done at that pace; None where there is none. `days` are
    the articles finished on each of the dashboard's days. `questions` are the articles they flagged or commented on
    that are not approved, `unread` is the part of what they accepted that they may not have read, from 0 to 1 (see
    `people.verdicts`). `claims` counts what they claim of spans, by kind, where anything is claimed in the project.
    """

    name: str
    given: int
    finished: int
    skipped: int
    spans: int
    undecided: int
    pace: float | None
    minutes: float | None
    hours_left: float | None
    days: Sequence[int]
    questions: int
    unread: float
    claims: Mapping[str, int]

    @property
    def done(self) -> int:
        """Articles that need nothing more."""
        return self.finished + self.skipped

    @property
    def share(self) -> float:
        """The part of their own articles that is done, from 0 to 1."""
        return self.done / self.given if self.given else 0.0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of suggestions: how many, and what became of those that were decided (`FATES`).

    `precision` is the share taken as it was of what people decided themselves one by one, None where that is nothing;
    `bulk` are those decided many by one key, `apart` these and those that accepted themselves.
    """

    name: str
    proposed: int
    fates: tuple[int, int, int, int]
    precision: float | None
    bulk: int
    apart: int

    @property
    def decided(self) -> int:
        """How many of its suggestions somebody decided."""
        return sum(self.fates)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """How a project stands; `days` are dates, `labels` counts over all layers, the most frequent first.

    `label_kappas` are those of article labels, by pair of names; `left_out` counts by reason the articles that a pair
    had finished once and not now, over all pairs.
    """

    project: str
    articles: int
    suggestions: int
    decisions: int
    people: Sequence[Person]
    days: Sequence[str]
    labels: Sequence[tuple[str, int]]
    pairs: Sequence[Pair]
    sources: Sequence[SourceRow]
    label_kappas: Mapping[tuple[str, str], Figure]
    left_out: Mapping[str, int]


def dashboard(store: Store, found: Statistics | None = None) -> Dashboard:
    """The figures as they stand, those of `statistics` where they are known.

    Articles that were put away do not count. The gold layer comes last.
    """
    found = found or statistics(store)
    last, by_day = days(store, DAYS)
    names = sorted(found.counts.layers.keys() | found.workloads, key=lambda name: (name == GOLD, name))
    people = [_person(found, name, by_day.get(name, [0] * len(last))) for name in names]
    sources = [_source(found, name, row) for name, row in found.counts.sources.items()]
    counts = found.counts
    labels = list(counts.labels.items())
    return Dashboard(
        store.name, counts.articles, counts.suggestions, counts.decisions, people, last, labels, pairs(store), sources,
        label_kappas(store), sum(left_out(store).values(), Counter()),
    )  # fmt: skip


def _person(found: Statistics, name: str, by_day: Sequence[int]) -> Person:
    layer = found.counts.layers.get(name, {})
    finished, skipped, spans, undecided = (layer.get(of, 0) for of in ("finished", "skipped", "spans", "undecided"))
    given = found.workloads[name].given if name in found.workloads else found.counts.articles
    pace, minutes, hours = found.pace(name), found.minutes(name), found.hours_left(name)
    questions = found.counts.questions.get(name, 0)
    unread = found.readings[name].share if name in found.readings else 0.0
    return Person(
        name, given, finished, skipped, spans, undecided, pace, minutes, hours, by_day, questions, unread,
        found.claims.get(name, {}),
    )  # fmt: skip


def _source(found: Statistics, name: str, row: Mapping[str, int]) -> SourceRow:
    fates = (row["accepted"], row["relabelled"], row["resized"], row["rejected"])
    worth = found.worths.get(name, {}).get("")
    precision = worth.precision if worth else None
    apart = sum(fates) - (worth.decided if worth else 0)
    return SourceRow(name, row["proposed"], fates, precision, found.decided_in_bulk(name), apart)
