"""Relations that are proposed, because several like them were drawn in the same article.

Where two spans of one label are heads of a relation to the same tail (two towns in one country), those of that label
that come after them in the text are proposed for it, too. One refusal is enough to propose no more of that kind; where
all of it was refused twice as often as taken in the articles of late, nothing is proposed so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.relations.drawing import kind_of, ordered
from annotator.services.claiming.relations.ends import ends_in, named
from annotator.services.claiming.relations.offered import Offered
from annotator.services.claiming.relations.remembered import Proposal
from annotator.storage.claims.related import decided_lately

HABIT = "article"
"""The source of what is proposed so."""
_SCORE = 0.66
"""So many were right where the rule was tried, on articles of Re-DocRED."""
_SEVERAL = 2
_CREDIT = 2
"""So many are counted as taken before anything was."""

_Tail = tuple[str, str | Span]
"""A relation, and what is its tail: an entity by its name, or a span."""


@dataclass(slots=True)
class _Habit:
    """What is drawn to `tail` from spans of one label: each of the heads by its first mention."""

    tail: Span
    heads: dict[str | Span, Span] = field(default_factory=dict)
    refused: bool = False


def seldom_right(desk: Desk) -> bool:
    """Whether too much of what was proposed so was refused in other articles."""
    taken, refused = decided_lately(desk.store.conn, desk.annotator, HABIT, desk.key)
    return refused > 2 * (taken + _CREDIT)


class Habits:
    """What the relations of an article propose; where one changes, only what leads to the same tail is made anew."""

    def __init__(self, desk: Desk, offered: Offered, *, silent: bool = False) -> None:
        self._desk, self._offered, self._silent = desk, offered, silent
        self._ends: Sequence[Span] = ()
        self._to: dict[_Tail, dict[Proposal, None]] = {}

    def changed(self, spans: Sequence[Span] | None) -> None:
        """Relations of these spans are others than before; or any, if None."""
        if self._silent:
            return
        desk = self._desk
        if spans is None:
            self._ends = list(ends_in(desk))
            claims = (*desk.layer.claims, *desk.layer.refusals)
            spans = [claim.tail for claim in claims if isinstance(claim, Relation)]
        for tail in {mention: None for span in spans for mention in desk.mentions(span)[:1]}:
            self._put(tail)

    def _put(self, tail: Span) -> None:
        """Make anew what leads to a tail."""
        found = self._found(tail)
        for kind in self._desk.claims.relations:
            key = kind.name, named(self._desk, kind, tail)
            before, now = self._to.pop(key, {}), found.get(kind.name, {})
            if now:
                self._to[key] = now
            for one in before.keys() - now.keys():
                self._offered.take(one)
            for one in now.keys() - before.keys():
                self._offered.put(one)

    def _found(self, tail: Span) -> dict[str, dict[Proposal, None]]:
        habits: dict[tuple[str, str], _Habit] = {}
        known: dict[str, set[Span | str]] = {}
        desk = self._desk
        for mention in desk.mentions(tail):
            for table, claim in desk.layer.claim_index.on(mention):
                kind = desk.claims.relation(claim.label) if isinstance(claim, Relation) else None
                if kind is None or not isinstance(claim, Relation) or (kind.between == "mentions" and mention != tail):
                    continue
                other = claim.head if claim.tail == mention else claim.tail
                known.setdefault(kind.name, set()).add(named(desk, kind, other))
                if claim.tail == mention and not (table == "claims" and desk.layer.claims[claim].auto):
                    habit = habits.setdefault((claim.head.label, kind.name), _Habit(mention))
                    habit.refused = habit.refused or table == "refusals"
                    habit.heads[named(desk, kind, claim.head)] = min(desk.mentions(claim.head))
        found: dict[str, dict[Proposal, None]] = {}
        for (label, name), habit in habits.items():
            if len(habit.heads) >= _SEVERAL and not habit.refused:
                found.setdefault(name, {}).update(dict.fromkeys(self._like(label, name, habit, known[name])))
        return found

    def _like(self, label: str, name: str, habit: _Habit, known: Collection[Span | str]) -> Iterator[Proposal]:
        """Those of a label that come after the heads of a habit, and of which nothing is known."""
        desk, kind = self._desk, kind_of(self._desk.claims, name)
        last, own = max(habit.heads.values()), named(desk, kind, habit.tail)
        if not kind.allows(label, habit.tail.label):
            return
        why = f"like {len(habit.heads)} others here"
        for span in self._ends:
            if span > last and span.label == label and (one := named(desk, kind, span)) != own and one not in known:
                yield Proposal(ordered(desk.claims, Relation(span, name, habit.tail)), HABIT, _SCORE, why)
