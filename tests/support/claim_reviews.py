"""A review of claims without a project: layers of annotators, and a gold layer that follows rulings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.domain.claim_review.alignment import ClaimAlignment
from annotator.domain.claim_review.moved import places
from annotator.domain.claim_review.reviewed import review_claims
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Claim, Relation, Same
from annotator.domain.decisions import GOLD, Added, Claimed, Event, Ruled, decide
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.disagreement.conflicts import Conflict, Version, align
from annotator.domain.gold import gold, settle, standing
from annotator.domain.layer import Layer, step_all
from annotator.domain.span import Span

LONG = 1000


def layer_of(who: str, spans: Iterable[Span], claims: Iterable[Claim] = ()) -> Layer:
    """The layer of an annotator who holds spans and claims."""
    layer = Layer(LONG)
    do(layer, [*map(Added, spans), *map(Claimed, claims)], who)
    return layer


def joined(groups: Iterable[Sequence[Span]]) -> list[Claim]:
    """The claims that make entities of groups of spans."""
    return [Same(span, group[0]) for group in groups for span in (group[1:] or group)]


def do(layer: Layer, events: Iterable[Event], who: str) -> None:
    """Apply events as one step."""
    step_all(layer, decide(list(events), layer=who, by=who))


class Review:
    """A gold layer, the conflicts of claims as they stand, and a hand that rules."""

    def __init__(self, layers: Mapping[str, Layer], scheme: ClaimScheme) -> None:
        self.layers, self.scheme = layers, scheme
        self.layer = Layer(LONG)
        self.read()

    def read(self) -> None:
        """Bring the gold layer up to the layers and the rulings."""
        self.spans = align({who: layer.spans for who, layer in self.layers.items()})
        settled = standing(self.spans, self.layer)
        place = places(settled, [one.span for one in gold(self.spans, self.layer)])
        made = {
            who: (layer.spans, claims_made(layer.claims, layer.members, layer.refusals))
            for who, layer in self.layers.items()
        }
        self.claims: ClaimAlignment = review_claims(self.layer, made, place, self.scheme)
        do(self.layer, settle(self.spans, self.layer, None, settled, self.claims), GOLD)

    @property
    def open(self) -> list[ClaimConflict]:
        """The conflicts of claims that are open."""
        return [one for one in self.claims.conflicts if one not in self.claims.settled]

    def rule(self, conflict: ClaimConflict, version: ClaimVersion) -> None:
        """Rule on a conflict of claims."""
        do(self.layer, [Ruled(conflict.start, conflict.end, conflict.name, (), "1", (), version)], "rita")
        self.read()

    def rule_spans(self, conflict: Conflict, version: Version) -> None:
        """Rule on a conflict of spans."""
        do(self.layer, [Ruled(conflict.start, conflict.end, conflict.name, version, "1")], "rita")
        self.read()

    def follow(self, who: str, order: Iterable[int] = ()) -> int:
        """Rule every conflict of claims as one annotator has it, in some order; gives how many there were."""
        number, picks = 0, iter(order)
        while waiting := self.open:
            conflict = waiting[next(picks, 0) % len(waiting)]
            self.rule(conflict, dict(conflict.versions).get(who, ()))
            number += 1
        return number

    @property
    def entities(self) -> set[frozenset[Span]]:
        """The entities of gold that have several mentions."""
        return partition(self.layer)

    @property
    def relations(self) -> set[Relation]:
        """The relations of gold."""
        return {one for one in self.layer.claims if isinstance(one, Relation)}


def partition(layer: Layer) -> set[frozenset[Span]]:
    """The entities of a layer that have several mentions."""
    return {frozenset(mentions) for mentions in layer.claim_index.entities().values() if len(mentions) > 1}
