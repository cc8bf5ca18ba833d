"""What is compared: whose layers, and as they were when: now, first finished, or at a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from annotator.agreement.base import Claims, Compared
from annotator.agreement.claims.of_layer import compared_claims
from annotator.agreement.common.measures import load_measures
from annotator.domain.claims.said import NO_CLAIMS
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import answered
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import whitespace_tokens
from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.exporting.tags import tag_named
from annotator.services.lookup import check_layer
from annotator.storage.queries.compared import FinishedLayers, as_first_finished, finished, finished_counts
from annotator.storage.queries.pairs import shared_articles
from annotator.storage.queries.people.first_finished import first_counts, left_out
from annotator.storage.queries.tagged.compared import finished_at
from annotator.storage.store import Store

TokensOf = Literal["stored", "whitespace"]
Pair = tuple[str, str]
LeftOut = Mapping[Pair, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Moment:
    """The layers of a moment: how many articles each annotator has finished (`known`), and the labels in force.

    `layers(names)` gives the articles that two or more of them have finished; `left_out()` counts by pair and reason
    what both have finished once, and one of them not at that moment.
    """

    known: Mapping[str, int]
    scheme: Scheme
    layers: Callable[[Collection[str]], Iterable[FinishedLayers]]
    left_out: Callable[[], LeftOut]


def moment(store: Store, *, first: bool = False, at: str = "") -> Moment:
    """The layers of now, as they were `first` finished, or `at` a tag; raises `WrongUsage` where that is none."""
    if at:
        if first:
            raise WrongUsage("A tag is one moment, and layers were first finished at others: say --at or --first.")
        return _at_tag(store, at)
    if first:
        return Moment(first_counts(store), store.scheme(), lambda names: as_first_finished(store, names), dict)
    return Moment(finished_counts(store), store.scheme(), lambda names: finished(store, names), lambda: left_out(store))


def _at_tag(store: Store, name: str) -> Moment:
    tag = tag_named(store, name)
    found = finished_at(store, tag)

    def layers(names: Collection[str]) -> Iterator[FinishedLayers]:
        for one in (every.only(names) for every in found.layers):
            if len(one.layers) > 1:
                yield one

    counts = Counter(who for one in found.layers for who in one.layers)
    return Moment(dict(sorted(counts.items())), tag.scheme(), layers, lambda: found.left_out)


def _claims(one: FinishedLayers, scheme: ClaimScheme) -> dict[str, Claims]:
    """What each annotator claims; nothing where the project has no claims."""
    if not (scheme or one.claims):
        return {}
    return {who: compared_claims(one.claims.get(who, NO_CLAIMS), spans, scheme) for who, spans in one.layers.items()}


class Comparison:
    """The annotators that are compared, and the articles that two or more of them have finished.

    For the arguments, and what it raises, see `agreement.agree`.
    """

    def __init__(
        self,
        store: Store,
        names: Sequence[str] = (),
        *,
        tokens: TokensOf = "stored",
        measures: Sequence[str] = (),
        first: bool = False,
        at: str = "",
        among: Collection[str] | None = None,
    ) -> None:
        self._store, self._tokens, self._among = store, tokens, among
        self._measures, self._now = load_measures(measures), not (first or at)
        self.moment = moment(store, first=first, at=at)
        self.annotators = self._chosen(names)
        self.apart = (GOLD,) if not names and GOLD in self.annotators and len(self.annotators) > 2 else ()

    def _chosen(self, names: Sequence[str]) -> list[str]:
        known = self.moment.known
        for name in names:
            if name not in known:
                check_layer(self._store, name)
                have = ", ".join(known) or "nobody"
                raise AnnotatorError(f"{name} has finished no article of {self._store.path}; who has: {have}.")
        chosen = list(dict.fromkeys(names)) or list(known)
        if len(chosen) < 2:
            once = self._now and len(first_counts(self._store)) > 1
            hint = " What was returned or re-opened is compared by `annotator agree --first`." if once else ""
            have = ", ".join(chosen) or "nobody"
            raise AnnotatorError(f"Agreement needs two annotators; {have} has finished articles.{hint}")
        return chosen

    def shared(self) -> int | None:
        """How many articles are compared; None where that takes its time to tell."""
        if not self._now:
            return None
        found = set(shared_articles(self._store, self.annotators))
        return len(found if self._among is None else found & set(map(self._store.article_id, self._among)))

    def articles(self) -> Iterator[Compared]:
        """What is compared."""
        scheme = self.moment.scheme
        labels = [label.name for label in scheme.labels if label.kind == "article"]
        for one in self.moment.layers(self.annotators):
            if self._among is None or one.key in self._among:
                cats = {who: answered(said, scheme.groups, labels) for who, said in one.cats.items()}
                claims = _claims(one, scheme.claims)
                edges = whitespace_tokens(one.text) if self._tokens == "whitespace" else one.tokens
                yield Compared(one.key, one.title, len(one.text), edges, one.layers, cats, claims)

    def report(self, articles: Sequence[Compared], seed: int) -> dict[str, Any]:
        """The report of some of these articles.

        Where relations are measured, pairs have `relations_confusion`, too: rows of `a`, `b`, `n` of the same ends.
        """
        # they take numpy, which screens do without
        from annotator.agreement.claims.relations import confusion  # noqa: PLC0415
        from annotator.agreement.common.report import confused, report  # noqa: PLC0415

        found = report(articles, self.annotators, apart=self.apart, by=self._measures, seed=seed)
        for pair in found["pairs"] if any(one.get("of") == "relations" for one in found["measures"]) else ():
            both = (one for one in articles if pair["a"] in one.layers and pair["b"] in one.layers)
            counts = (confusion(*one.claims_of(pair["a"], pair["b"])) for one in both)
            pair["relations_confusion"] = confused(sum(counts, Counter()))
        return found
