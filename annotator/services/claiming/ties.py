"""The task `ties`: relations between spans, or between the entities they are mentions of.

The label comes first, then a letter on the other end. What other articles taught is proposed at the head; what a
relation implies holds with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import ClassVar

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Relation
from annotator.domain.decisions import Event, Refused
from annotator.domain.folded import fold
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import (
    Choice,
    Lane,
    Line,
    ListLine,
    Pointing,
    Step,
    Tally,
    Target,
    TaskKey,
    Verb,
)
from annotator.services.claiming.relations import drawing
from annotator.services.claiming.relations.ends import ends_in, ends_told, may_be, other_ends, relation_to, sides_told
from annotator.services.claiming.relations.hot_keys import lent_keys
from annotator.services.claiming.relations.proposed import Proposed
from annotator.services.claiming.relations.remembered import Proposal
from annotator.services.claiming.relations.told import Told

_UNDIRECTED = "{} has no direction, so there is nothing to turn."


class Ties:
    """Relations at work in one article."""

    name: ClassVar[TaskName] = "ties"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._proposed = Proposed(desk)
        self._told = Told(desk, self._proposed)
        self._stops: Sequence[Span] = list(ends_in(desk))
        self._moves = desk.layer.claim_index.moves

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one than before; where entities are others, all is looked at again."""
        moves = self._desk.layer.claim_index.moves
        if spans is None or moves != self._moves:
            spans, self._moves, self._stops = None, moves, list(ends_in(self._desk))
        self._proposed.changed(spans)
        return self._told.changed(spans)

    def begin(self) -> Step:
        """Nothing holds by itself before something is drawn."""
        return Step()

    # -- what there is

    def tally(self) -> Tally:
        """How much is done."""
        count = self._desk.layer.claim_index.count
        return Tally("→", count["claims", Relation], count["refusals", Relation], len(self._proposed.open))

    def stops(self) -> Sequence[Span]:
        """The spans that may be an end of a relation; of an entity, the first."""
        return self._stops

    def open(self) -> Sequence[Span]:
        """The heads of what is proposed."""
        return self._proposed.open.heads()

    def lines(self, about: Span) -> Sequence[Line]:
        """The relations of a span or its entity: those that hold, then those proposed, the surest first."""
        return self._told.lines(about)

    def lane(self, span: Span, focus: Span | None) -> Lane | None:
        """The names of the relations that the focus has with a span; else how many it has."""
        return self._told.lane(span, focus)

    def around(self, focus: Span) -> Mapping[Span, Lane]:
        """The lanes of what has a relation with the focus."""
        return self._told.around(focus)

    def facts(self, about: Span) -> str:
        """How many relations hold, and how many are proposed."""
        lines = self.lines(about)
        is_open = sum(line.state == "open" for line in lines)
        return f"→ {len(lines) - is_open}" + (f"  ? {is_open}" if is_open else "")

    def listed(self) -> Sequence[ListLine]:
        """All relations, under their heads."""
        return self._told.listed()

    # -- verdicts

    def take(self, about: Span, line: Line | None) -> Step:
        """Take what is proposed; what holds is only gone on from."""
        if line is None or line.state != "open" or not isinstance(line.claim, Relation):
            return Step()
        return Step(tuple(self._drawn(line.claim, line.source, line.score)), self._said("Taken", line.claim, about))

    def refuse(self, about: Span, line: Line | None) -> Step:
        """Refuse what is proposed, take back what holds."""
        if line is None or not isinstance(line.claim, Relation):
            return Step(message="No relation is here to take back: A-Z draws one.")
        if line.state == "open":
            return Step((Refused(line.claim, line.source, line.score),), self._said("Refused", line.claim, about))
        events = drawing.taken_back(self._desk.layer, self._desk.claims, line.claim)
        return Step(tuple(events), self._said("Taken back", line.claim, about, len(events) - 1), stays=True)

    def sure(self) -> Step:
        """Take all that is proposed and reaches the scheme's `accept_at`."""
        least = self._desk.scheme.accept_at
        return self._take_all([one for one in self._proposed.open if one.score >= least], f"reaches {least:.2f}")

    def all_same(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - it is about the whole span
        """Take all that is proposed at the span."""
        return self._take_all(self._proposed.open.at(about), "is at this span")

    def _take_all(self, proposals: Sequence[Proposal], what: str) -> Step:
        events: dict[Event, None] = {}
        for one in proposals:
            events.update(dict.fromkeys(self._drawn(one.relation, one.source, one.score)))
        if not events:
            return Step(message=f"No relation that is proposed {what}.")
        return Step(tuple(drawing.once(events)), f"{counted(len(proposals), 'relation')} taken.", bulk=True)

    # -- drawing

    def keys(self, about: Span | None) -> Sequence[TaskKey]:
        """The relations that a span may be the head of, then those it may only be the tail of, with an arrow."""
        kinds = self._desk.claims.relations
        if about is None:
            return [TaskKey(kind.key, kind.name) for kind in kinds]
        heads = [kind for kind in kinds if may_be(kind, about.label, tail=False)]
        tails = [kind for kind in kinds if kind not in heads and may_be(kind, about.label, tail=True)]
        lent = lent_keys(kinds, [*heads, *(kind for kind in tails if kind.key)])
        found = [TaskKey(lent.get(one.name, ""), one.name) for one in heads]
        return [*found, *(TaskKey(one.key, f"← {one.name}") for one in tails)]

    def press(self, about: Span, name: str) -> Step | Pointing:
        """Ask for the other end of a relation; the focus is its tail where it cannot be its head."""
        name = name.removeprefix("← ")
        kind = drawing.kind_of(self._desk.claims, name)
        ways = [tail for tail in (False, True) if may_be(kind, about.label, tail=tail)]
        if not ways:
            return Step(
                message=f"{name} takes {ends_told(self._desk.claims, name)}: this is {about.label}.", stays=True
            )
        asked = [self._asked(about, name, as_tail=tail) for tail in ways]
        return next((one for one in asked if one.targets), None) or Step(
            message=f"No span is left that could be the other end of {name}.", stays=True
        )

    def point(self, about: Span) -> Pointing | None:
        """Letters on the spans that may be ends, to go to one: a relation is named before its end is pointed at."""
        near = sorted(self.stops(), key=lambda span: abs(span.start - about.start))
        targets = tuple(Target(span, self._desk.called(span)) for span in near if span != about)
        return Pointing("go to", targets, lambda target: Step(focus=target.span, stays=True)) if targets else None

    def _asked(self, about: Span, name: str, *, as_tail: bool) -> Pointing:
        kind = drawing.kind_of(self._desk.claims, name)
        targets = other_ends(self._desk, name, about, as_tail=as_tail)
        labels = kind.head if as_tail else kind.tail
        only = f"only {', '.join(labels)}" if labels else ""
        sides = ("?", self._desk.quote(about)) if as_tail else (self._desk.quote(about), "?")
        turns = kind.directed and may_be(kind, about.label, tail=not as_tail)
        return Pointing(
            f"{sides[0]}  {name} →  {sides[1]}" if kind.directed else f"{sides[0]}  {name}  {sides[1]}",
            tuple(targets),
            partial(self._draw, about, name, as_tail=as_tail),
            only,
            partial(self._asked, about, name, as_tail=not as_tail) if turns else None,
            targets[0] if len(targets) == 1 else None,
            partial(self._asked, about, name, as_tail=as_tail),
            "" if turns else self._one_way(about, name, as_tail=as_tail),
        )

    def _one_way(self, about: Span, name: str, *, as_tail: bool) -> str:
        if not drawing.kind_of(self._desk.claims, name).directed:
            return _UNDIRECTED.format(name)
        return f"It cannot be turned: {about.label} is no {'head' if as_tail else 'tail'} of {name}."

    def _draw(self, about: Span, name: str, target: Target, *, as_tail: bool) -> Step:
        relation = relation_to(name, about, target.span, as_tail=as_tail)
        events = self._drawn(relation)
        return Step(tuple(events), self._said("Drawn", relation, about, len(events) - 1), stays=True)

    def _drawn(self, relation: Relation, source: str = "", score: float | None = None) -> list[Event]:
        return drawing.drawn(self._desk.layer, self._desk.claims, relation, source, score)

    # -- lists

    def choices(self, about: Span, typed: str) -> Sequence[Choice]:
        """The relations whose names or descriptions have what was typed, those that fit the span first."""
        keys = {key.name: key.key for key in self.keys(about)}
        fitting = list(keys)
        kinds = {kind.name: kind for kind in self._desk.claims.relations}
        wish = fold(typed).casefold()
        found = []
        for name in (*fitting, *(name for name in kinds if name not in fitting and f"← {name}" not in fitting)):
            kind = kinds[name.removeprefix("← ")]
            why = kind.description or sides_told(kind)
            if wish in fold(f"{name} {why}").casefold():
                found.append(Choice(name, one_line(why), keys.get(name, kind.key)))
        return sorted(found, key=lambda one: not fold(one.words.removeprefix("← ")).casefold().startswith(wish))

    def choose(self, about: Span, choice: Choice | None, typed: str) -> Step | Pointing:
        """Ask for the other end of the relation that was chosen."""
        if choice is None:
            return Step(message=f"The scheme has no relation {one_line(typed)!r}.", stays=True)
        return self.press(about, choice.words)

    # -- keys of this task alone

    def verbs(self) -> Mapping[str, Verb]:
        """`turn` turns a relation round, `follow` goes to its other end."""
        return {"turn": self._turn, "follow": self._follow}

    def _turn(self, about: Span, line: Line | None) -> Step:
        relation = line.claim if line else None
        if not isinstance(relation, Relation):
            return Step(message="No relation is here to turn round: A-Z draws one.", stays=True)
        kind = drawing.kind_of(self._desk.claims, relation.label)
        if not kind.directed:
            return Step(message=_UNDIRECTED.format(relation.label), stays=True)
        if not kind.allows(relation.tail.label, relation.head.label):
            told = ends_told(self._desk.claims, relation.label)
            return Step(message=f"It cannot be turned: {relation.label} takes {told}.", stays=True)
        if line and line.state == "open":
            events = [Refused(relation, line.source, line.score), *self._drawn(relation.turned)]
        else:
            events = drawing.turned(self._desk.layer, self._desk.claims, relation)
        return Step(tuple(events), self._said("Turned round", relation.turned, about), stays=True)

    def _follow(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - the line says where
        if line is None or line.other is None:
            return Step(message="No relation is here to follow.", stays=True)
        return Step(focus=line.other, stays=True)

    def _said(self, did: str, relation: Relation, about: Span, also: int = 0) -> str:
        """What was done, in words; what followed from it is counted."""
        more = f", with {also:,} implied" if also > 0 else ""
        return f"{did}: {self._told.sentence(relation, about)}{more}."
