"""Arrivals that are stored together, in one transaction that never waits for a file to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from time import time_ns

from annotator.domain.article import Article
from annotator.domain.decisions import time_text
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.known_article import Kept, keep_copy
from annotator.services.importing.label_mapping import Labels
from annotator.services.importing.languages import Languages
from annotator.services.importing.report import AddReport
from annotator.services.importing.store_article import Arrival, begun, prepare, store_arrival
from annotator.storage.maintenance.bulk import add_articles, set_language
from annotator.storage.store import StaleLayer, Store

_FULL = 1_500  # short articles without spans; what holds the project for some 25 ms
_SPAN, _CHARACTERS = 3, 2_000  # a span takes as long as three articles, so many characters as one
_when = itemgetter(1)


class Batch:
    """What was taken in and not stored yet; what becomes of it is counted in a report.

    `language` is what the user says of articles that name none, `unfinished` whether layers are still worked on.
    `characters` counts code points of what is here; `nameless` and `older` count arrivals of the whole run,
    `left_out` what later copies of known texts say otherwise, by its key in `meta`.
    """

    def __init__(
        self,
        store: Store,
        report: AddReport,
        labels: Labels,
        claim_names: ClaimNames,
        languages: Languages,
        *,
        language: str,
        unfinished: bool,
    ) -> None:
        self._store, self._report, self._labels, self._languages = store, report, labels, languages
        self._claim_names = claim_names
        self._language, self._unfinished = language, unfinished
        self._bare: list[tuple[Article, str]] = []
        self._arrivals: list[tuple[Arrival, str]] = []
        self._weight = self.characters = 0
        self.nameless = self.older = 0
        self.left_out = Counter[str]()
        self._clock = _microseconds()

    @property
    def full(self) -> bool:
        """Whether it is time to store it."""
        return self._weight >= _FULL

    def take(self, source: str, incoming: Incoming, names: Mapping[str, str]) -> None:
        """Take an article of a source; `names` is what its annotators are called here."""
        article = self._languages.tell(incoming.article)
        if article is not incoming.article:
            incoming = incoming._replace(article=article)
        length = len(incoming.article.text)
        self.characters += length
        self._weight += 1 + length // _CHARACTERS
        if incoming.layers or incoming.suggestions or incoming.tokens:
            self._prepare(source, incoming, names)
        else:
            self._bare.append((incoming.article, self._time()))

    def _prepare(self, source: str, incoming: Incoming, names: Mapping[str, str]) -> None:
        """Take an article that brings more than itself."""
        try:
            arrival = prepare(incoming, source, names, self._labels, self._claim_names, unfinished=self._unfinished)
        except InputError as error:
            self._report.refused.append(error.at(source, incoming.line))
            return
        self._arrivals.append((arrival, self._time()))
        self.nameless += arrival.nameless
        self._report.claims.count(arrival.claims)
        spans = sum(map(len, arrival.layers.values())) + sum(map(len, arrival.proposals.values()))
        self._weight += _SPAN * spans

    def store(self) -> None:
        """Store all that is here, and be empty."""
        if self._bare or self._arrivals:
            self._put()
        self._bare, self._arrivals = [], []
        self._weight = self.characters = 0
        self._clock = max(self._clock, _microseconds())

    def _put(self) -> None:
        """Store the batch in one transaction."""
        self._bare = [(self._languages.assume(article), at) for article, at in self._bare]
        self._arrivals = [(self._in_a_language(arrival), at) for arrival, at in self._arrivals]
        self._labels.save(self._store)
        self._claim_names.save(self._store)
        report, scheme, taken = self._report, self._labels.scheme, list[Article]()
        layers = [begun(self._store, arrival) if arrival.layers else {} for arrival, _ in self._arrivals]
        with self._store.write():
            unlayered = [(arrival.article, at) for arrival, at in self._arrivals if not arrival.layers]
            fresh = add_articles(self._store, sorted(self._bare + unlayered, key=_when) if unlayered else self._bare)
            found = len(fresh)
            for (arrival, at), made in zip(self._arrivals, layers, strict=True):
                try:
                    stored = store_arrival(self._store, arrival, made, scheme, added=at, fresh=fresh)
                except (InputError, StaleLayer) as error:
                    refusal = error if isinstance(error, InputError) else InputError(f"{error} Add the file again.")
                    report.refused.append(refusal.at(*arrival.found_at))
                    continue
                report.added += stored.added
                taken += [arrival.article] * stored.added
                report.known += not stored.added
                self._copied(stored.copied)
                self.older += stored.older
                report.suggestions += stored.suggestions
                for name in stored.layers:
                    report.layers[name] = report.layers.get(name, 0) + 1
            new_all = found == len(self._bare) + len(unlayered)
            if not new_all:
                known = (article for article, _ in (*self._bare, *unlayered))
                for article in known:
                    self._copied(keep_copy(self._store, article))
            report.added += len(fresh)
            report.known += len(self._bare) - len(fresh)
            if said := self._language:
                bare = () if new_all else self._bare
                every = (one.article for one, _ in self._arrivals), (article for article, _ in bare)
                keys = [article.key for article in chain(*every) if article.language == said]
                report.languages_set += set_language(self._store, keys, said)
        self._languages.count(chain(taken, (article for article, _ in self._bare if article.key in fresh)))

    def _copied(self, kept: Kept) -> None:
        self._report.merged_ids += kept.is_new
        self.left_out.update(kept.left_out)

    def _in_a_language(self, arrival: Arrival) -> Arrival:
        article = self._languages.assume(arrival.article)
        return arrival if article is arrival.article else replace(arrival, article=article)

    def _time(self) -> str:
        """The time to note for an article, in UTC: each later than the one before, so that their order stays."""
        self._clock += 1
        second, part = divmod(self._clock, 1_000_000)
        return f"{_second(second)}.{part:06d}Z"


def _microseconds() -> int:
    """The time now, in microseconds since 1970."""
    return time_ns() // 1000


@lru_cache(maxsize=1)
def _second(since: int) -> str:
    """The second so many after 1970, as a time in UTC without its `Z`."""
    return time_text(datetime.fromtimestamp(since, UTC), "seconds")[:-1]
