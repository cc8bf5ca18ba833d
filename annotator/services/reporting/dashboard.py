"""The figures of the dashboard: the same in the app and on the page that `stats --html` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.domain.decisions import GOLD
from annotator.services.reporting.statistics import statistics
from annotator.storage.queries.pace import days
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision

DAYS = 14
FATES = ("accepted", "relabelled", "resized", "rejected")
_MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Person:
    """One layer's progress.

    `pace` is in finished articles an hour, `minutes` is the median time an article took, both of the
    articles that took time (imported ones took none), None where there is none; `days` are the articles
    finished on each of the dashboard's days.
    """

    name: str
    finished: int
    skipped: int
    spans: int
    undecided: int
    pace: float | None
    minutes: float | None
    days: Sequence[int]

    @property
    def done(self) -> int:
        """Articles that need nothing more."""
        return self.finished + self.skipped


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of suggestions: how many, and what became of those that were decided (`FATES`).

    `precision` is the share taken as it was of what people decided themselves, None where that is nothing.
    """

    name: str
    proposed: int
    fates: tuple[int, int, int, int]
    precision: float | None

    @property
    def decided(self) -> int:
        """How many of its suggestions somebody decided."""
        return sum(self.fates)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """How a project stands; `days` are dates, `labels` counts over all layers, the most frequent first."""

    project: str
    articles: int
    suggestions: int
    decisions: int
    people: Sequence[Person]
    days: Sequence[str]
    labels: Sequence[tuple[str, int]]
    pairs: Sequence[Pair]
    sources: Sequence[SourceRow]


def dashboard(store: Store) -> Dashboard:
    """The figures as they stand; articles that were put away do not count. The gold layer comes last."""
    found = statistics(store)
    last, by_day = days(store, DAYS)
    took = found.times
    layers = found.counts.layers
    people = [
        Person(
            name,
            layers[name]["finished"],
            layers[name]["skipped"],
            layers[name]["spans"],
            layers[name]["undecided"],
            found.pace(name),
            median(took[name]) / _MS_PER_MINUTE if name in took else None,
            by_day.get(name, [0] * len(last)),
        )
        for name in sorted(layers, key=lambda name: (name == GOLD, name))
    ]
    sources = [_source(name, row, found.worths.get(name, {}).get("")) for name, row in found.counts.sources.items()]
    counts = found.counts
    labels = list(counts.labels.items())
    return Dashboard(
        store.name, counts.articles, counts.suggestions, counts.decisions, people, last, labels, pairs(store), sources
    )


def _source(name: str, row: Mapping[str, int], worth: Precision | None) -> SourceRow:
    fates = (row["accepted"], row["relabelled"], row["resized"], row["rejected"])
    return SourceRow(name, row["proposed"], fates, worth.precision if worth else None)
