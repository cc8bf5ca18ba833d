"""What suggestions without a score are worth beside those that have one: so much as became of those before them.

They come behind whatever has a score until enough was decided. Then they rank by the share that was taken as it was,
the lower end of its interval, as if that was their score; but never before what is surer than `MOST`.
"""

from __future__ import annotations

from functools import cached_property

from annotator.domain.suggestion import Suggestion
from annotator.services.suggesting.precision import Worths
from annotator.storage.queries.people.verdicts import outcomes
from annotator.storage.store import Store
from annotator.suggest.common.precision import worths

ENOUGH = 20
"""Decided suggestions of a source and label, or of the source as a whole, from which its worth is known."""
MOST = 0.5


class UnscoredWorth:
    """The worth of suggestions in a project, read when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, one: Suggestion) -> float | None:
        """The score that a suggestion without one ranks by; None where its worth is not known."""
        by_label = self._worths.get(one.source, {})
        known = (found for label in (one.span.label, "") if (found := by_label.get(label)) and found.decided >= ENOUGH)
        return next((min(MOST, found.low) for found in known), None)

    @cached_property
    def _worths(self) -> Worths:
        found = outcomes(self._store).items()
        return worths((source, label, decided == "accepted", number) for (source, label, decided, _), number in found)
