"""What a screen shows of agreement: the layers of now, as first finished, at a tag; or of a week, a month, a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from annotator.agreement.f1 import Matches, exact
from annotator.domain.claim_review.alike import claims_apart
from annotator.domain.claims.said import NO_CLAIMS
from annotator.domain.claims.values import name_of
from annotator.domain.disagreement.article_labels import ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Dispute, align
from annotator.services.reporting.by_period import Placing
from annotator.services.reporting.comparison import LeftOut, Moment, moment
from annotator.services.reporting.periods import By, Periods
from annotator.storage.queries.compared import FinishedLayers, who_finished
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags

_PERIODS: tuple[By, ...] = ("round", "month", "week")


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: layers of a moment, or of now and one period; `name` is that of the tag or period."""

    kind: Literal["now", "first", "tag"] | By = "now"
    name: str = ""

    @property
    def by(self) -> By | None:
        """What its period is one of; None for all there is."""
        match self.kind:
            case "week" | "month" | "round" as by:
                return by
        return None

    @property
    def title(self) -> str:
        """The view in words."""
        if self.by:
            return Periods.title_of(self.by, self.name)
        return (
            f"at {self.name}" if self.kind == "tag" else {"first": "as first finished"}.get(self.kind, "as it is now")
        )

    def moment(self, store: Store) -> Moment:
        """The layers that are compared, of whatever period. Raises `WrongUsage` for a tag that is gone."""
        return moment(store, first=self.kind == "first", at=self.name if self.kind == "tag" else "")


NOW = View()


def views(store: Store) -> list[View]:
    """What there is to be shown: moments first, then the periods in which something was finished, the last first."""
    found = [NOW, View("first"), *(View("tag", tag.name) for tag in reversed(tags(store)))]
    done = who_finished(store)
    people = {who for names in done.values() for who in names}
    for by in _PERIODS:
        placing = Placing(store, people, by, first=False)
        names = placing.periods.in_order(placing.of(*one) for one in done.items())
        found += [View(by, name) for name in reversed(names)]
    return [view for view in found if view != View("round")]


def layers_in(store: Store, view: View, of: Moment | None = None) -> Iterator[FinishedLayers]:
    """The articles that two or more have finished, in a view."""
    of = of or view.moment(store)
    placing = Placing(store, of.known, view.by, first=False) if view.by else None
    for one in of.layers(list(of.known)):
        if not placing or placing.of(one.key, one.layers) == view.name:
            yield one


def pairs_in(store: Store, view: View) -> tuple[list[Pair], LeftOut]:
    """How far every two agree in a view, by name, and what is left out by pair, as `Moment` has it."""
    of = view.moment(store)
    if view == NOW:
        return pairs(store), of.left_out()
    matches: dict[tuple[str, str], Matches] = {}
    articles: Counter[tuple[str, str]] = Counter()
    for one in layers_in(store, view, of):
        for pair in combinations(sorted(one.layers), 2):
            a, b = pair
            matches[pair] = matches.get(pair, Matches()) + exact(one.layers[a], one.layers[b])
            articles[pair] += 1
    out = of.left_out() if view.kind == "tag" else {}
    return [Pair(*pair, articles[pair], matches[pair]) for pair in sorted(matches)], out


def disagreements(
    store: Store, a: str, b: str, view: View = NOW, waiting: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, str, Dispute]]:
    """The conflicts behind the figures of a pair in a view: article key, title, and what each of the two says.

    Of claims, those are left out that rest on entities of which they have other mentions; `waiting` hears how many.
    """
    of = view.moment(store)
    layers = of.layers((a, b)) if view == NOW else layers_in(store, view, of)
    for one in (every.only((a, b)) for every in layers):
        if len(one.layers) > 1:
            for conflict in align(one.layers, one.cats, of.scheme.groups).disputes:
                yield one.key, one.title, conflict
            if of.scheme.claims or one.claims:
                said = {who: (spans, one.claims.get(who, NO_CLAIMS)) for who, spans in one.layers.items()}
                claims = claims_apart(said, of.scheme.claims)
                waiting(claims.waiting)
                yield from ((one.key, one.title, conflict) for conflict in claims.conflicts)


def asked(store: Store, view: View) -> dict[str, Any]:
    """What `agreement.agree` is to be asked for the figures of a view."""
    if view.by:
        return {"among": {one.key for one in layers_in(store, view)}}
    return {"first": view.kind == "first", "at": view.name}


def labels_of(one: Dispute) -> set[str]:
    """The labels that a disagreement is about; of claims the relations, attributes and bases, if it is of any."""
    if isinstance(one, ArticleConflict):
        return set(one.labels)
    claims = (claim for _, said in one.versions for claim in said) if isinstance(one, ClaimConflict) else ()
    return {name for claim in claims if (name := name_of(claim))} or {span.label for span in one.spans}
