"""What the vote of each annotator counts where they are weighed: measured against gold, else estimated from all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.domain.disagreement.competence import Competence, competences
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.storage.queries.reviewing.ballots import ballots
from annotator.storage.store import Store
from annotator.storage.team.hidden import is_any

VOTE, WEIGHT, MAJORITY = "vote", "weight", "majority"
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """How far each annotator is believed; `known` counts the spans of which gold said whether they are right.

    If there is `hidden` gold, not everybody may see them.
    """

    of: dict[str, Competence]
    known: int
    spans: int
    hidden: bool

    @property
    def counts(self) -> dict[str, float]:
        """What the vote of each counts."""
        return {name: one.weight for name, one in self.of.items()}

    @property
    def told(self) -> str:
        """How they came about, in a sentence."""
        gold = f"gold says of {self.known:,} whether they are right" if self.known else "no gold of people"
        return f"Weighed by {counted(self.spans, 'span')}; {gold}."

    def as_json(self) -> dict[str, Any]:
        """The same as `settle --json` gives it."""
        return {
            name: {"weight": round(one.weight, 4), "found": round(one.found, 4), "taken": round(one.taken, 4)}
            for name, one in self.of.items()
        }


def weights(store: Store) -> Weights:
    """Weigh everybody who has finished articles that somebody else finished, too, or that have gold.

    Gold, hidden or approved, that was made by a vote is none to measure by. Raises `WrongUsage` where nothing tells who
    is right: that takes gold, or three annotators of the same articles.
    """
    cast = ballots(store, (VOTE, WEIGHT, MAJORITY))
    known = sum(times for one, times in cast.items() if one.right is not None)
    if not known and max((len(one.held | one.missing) for one in cast), default=0) < _ENOUGH:
        raise WrongUsage(
            "Nothing tells who is right: that takes gold, or spans in articles that three annotators have finished."
        )
    return Weights(competences(cast), known, sum(cast.values()), is_any(store.conn))
