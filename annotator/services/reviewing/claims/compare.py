"""The claims of an article's annotators beside its gold layer, and how far each task of the review has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.claim_review.alignment import NO_CLAIMS_COMPARED, ClaimAlignment
from annotator.domain.claim_review.moved import places
from annotator.domain.claim_review.reviewed import review_claims
from annotator.domain.claims.scheme import Task
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Alignment, Dispute
from annotator.domain.gold import StandingRulings, gold
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.storage.queries.review_queue import LayerView


def compared(
    layers: Mapping[str, LayerView], alignment: Alignment, layer: Layer, settled: StandingRulings, scheme: Scheme
) -> ClaimAlignment:
    """Compare the claims of `layers`; `layer` is the gold layer, `settled` what stands of its rulings on spans.

    Nothing is compared where the scheme has no claims.
    """
    if not scheme.claims:
        return NO_CLAIMS_COMPARED
    place = places(settled, [one.span for one in gold(alignment, layer, scheme.allows)])
    said = {name: (view.spans, view.claims) for name, view in layers.items()}
    return review_claims(layer, said, place, scheme.claims)


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How many conflicts a task of a review has, and how many of them are settled."""

    task: Task
    settled: int
    conflicts: int

    @property
    def open(self) -> int:
        """How many are left."""
        return self.conflicts - self.settled


def of_task(task: Task, alignment: Alignment, claims: ClaimAlignment) -> tuple[Dispute, ...]:
    """The conflicts of a task."""
    return alignment.disputes if task == "names" else tuple(one for one in claims.conflicts if one.task == task)


def task_of(conflict: Dispute) -> Task:
    """The task that a conflict belongs to."""
    return conflict.task if isinstance(conflict, ClaimConflict) else "names"
