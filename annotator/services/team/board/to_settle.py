"""How many conflicts are open, and how many of them two thirds of the annotators would settle by a vote."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from annotator.domain.disagreement.votes import Quota
from annotator.plural import counted
from annotator.services.reviewing.across.plan import Asked, Plan

QUOTA = "2/3"


@dataclass(frozen=True, slots=True)
class ToSettle:
    """Open conflicts of so many articles: those that a vote of two thirds settles, and those left to a reviewer."""

    by_vote: int
    by_hand: int
    articles: int

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)

    def __str__(self) -> str:
        if not self.by_vote + self.by_hand:
            return "no conflict is open."
        conflicts, places = counted(self.by_vote + self.by_hand, "conflict"), counted(self.articles, "article")
        return f"{conflicts} in {places}: {self.by_vote:,} by a vote of {QUOTA}, {self.by_hand:,} by hand."


def asked() -> Asked:
    """What is voted on, and how."""
    return Asked(Quota.of(QUOTA))


def told(found: Plan) -> ToSettle:
    """What a plan of such a vote comes to."""
    return ToSettle(len(found.proposals), found.left.total(), found.articles)
