"""Relations that are proposed, because several like them were drawn in the same article.

Where two spans of one label are heads of a relation to the same tail (two towns in one country), those of that label
that come after them in the text are proposed for it, too. One refusal is enough to propose no more of that kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.relations.drawing import kind_of, ordered
from annotator.services.claiming.relations.ends import ends_in, named
from annotator.services.claiming.relations.remembered import Proposal

HABIT = "article"
"""The source of what is proposed so."""
_SCORE = 0.66
"""So many were right where the rule was tried, on articles of Re-DocRED."""
_SEVERAL = 2

_Key = tuple[str, str, str | Span]
"""The label of the heads, the relation, and its tail."""


@dataclass(slots=True)
class _Habit:
    """The heads of one relation to `tail`, each by its first mention."""

    tail: Span
    heads: dict[str | Span, Span] = field(default_factory=dict)
    refused: bool = False


def habits(desk: Desk) -> list[Proposal]:
    """What the relations of the article propose, in the order of the text; of what holds already some, too."""
    found = _found(desk)
    strong = {key: one for key, one in found.items() if len(one.heads) >= _SEVERAL and not one.refused}
    return [one for span in ends_in(desk) for one in _of(desk, span, strong)] if strong else []


def _found(desk: Desk) -> dict[_Key, _Habit]:
    found: dict[_Key, _Habit] = {}
    layer = desk.layer
    drawn = ((claim, False) for claim, how in layer.claims.items() if not how.auto)
    for claim, refused in (*drawn, *((claim, True) for claim in layer.refusals)):
        if not isinstance(claim, Relation):
            continue
        kind = kind_of(desk.claims, claim.label)
        key = (claim.head.label, claim.label, named(desk, kind, claim.tail))
        habit = found.setdefault(key, _Habit(claim.tail))
        habit.refused = habit.refused or refused
        habit.heads[named(desk, kind, claim.head)] = min(desk.mentions(claim.head))
    return found


def _of(desk: Desk, span: Span, strong: dict[_Key, _Habit]) -> Iterator[Proposal]:
    for (label, name, tail), habit in strong.items():
        kind = kind_of(desk.claims, name)
        own = named(desk, kind, span)
        if span.label != label or own == tail or own in habit.heads or span < max(habit.heads.values()):
            continue
        if kind.allows(label, habit.tail.label):
            why = f"like {len(habit.heads)} others here"
            yield Proposal(ordered(desk.claims, Relation(span, name, habit.tail)), HABIT, _SCORE, why)
