"""What a layer is told by a file, as decisions that it has made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from annotator.domain.claims.standing import Standing
from annotator.domain.decisions import Approved, Decision, Event, Finished, Imported, Returned, Skipped, decide
from annotator.domain.layer import Layer, step
from annotator.domain.span import Span
from annotator.services.importing.claims.lacking import lacking_claims
from annotator.services.importing.claims.taken import LayerClaims
from annotator.services.importing.provenance import Made, as_claimed, as_made

_ANSWERS = (Skipped, Returned, Approved, Finished)
"""The events that say of an article that it was answered."""


def _any_span(_span: Span) -> None:
    """Take any span."""


@dataclass(slots=True)
class Deciding:
    """Makes the decisions of one layer, all in one step, at a time ("": now); `made` tells who made which of them.

    `check` hears of each span before the layer takes it. What says that the article is answered comes behind claims.
    """

    layer: Layer
    name: str
    at: str
    made: Made
    elapsed_ms: int = 0
    check: Callable[[Span], None] = _any_span
    decisions: list[Decision] = field(default_factory=list)

    def take(
        self,
        events: Sequence[Event],
        claims: LayerClaims | None = None,
        told: Collection[Event] = (),
        *,
        newer: bool = False,
    ) -> list[Decision]:
        """All decisions of these events, and of what the layer lacks of claims; `told` is what it heard before."""
        if claims is None:
            self._decide(list(events))
            return self.decisions
        self._decide([event for event in events if not isinstance(event, _ANSWERS)])
        for event, how in lacking_claims(self.layer, claims, told, newer=newer):
            self._decide([event], how)
        self._decide([event for event in events if isinstance(event, _ANSWERS)])
        return self.decisions

    def _decide(self, events: list[Event], how: Standing | None = None) -> None:
        first = self.decisions[0].step if self.decisions else ""
        elapsed_ms = 0 if self.decisions else self.elapsed_ms
        fresh = decide(events, layer=self.name, by=self.name, elapsed_ms=elapsed_ms, bulk=True, step=first, at=self.at)
        for decision in as_made(fresh, self.made) if how is None else [as_claimed(one, how) for one in fresh]:
            if isinstance(decision.event, Imported):
                self.check(decision.event.span)
            step(self.layer, decision)
            self.decisions.append(decision)
