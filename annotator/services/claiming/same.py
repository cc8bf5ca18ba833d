"""The task `same`: which mentions are of one entity.

One question a mention, in the order of the text: is it the same as what is proposed? What the rules propose nothing for
is not asked, and stays by itself. A mention is decided once it was joined, or said to be an entity of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Same
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.mentions.asked import AskedMentions
from annotator.services.claiming.mentions.linked import one_link
from annotator.services.claiming.mentions.listed import WHY, entities_listed, nearest
from annotator.services.claiming.mentions.names import ShortNames
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
from annotator.suggest.claims.same import NAME, Proposal

_NEW = "new: an entity of its own"


class SameTask:
    """The questions of `same` over the layer of one article."""

    name: ClassVar[TaskName] = "same"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asked = AskedMentions(desk)
        self._names = ShortNames(desk)
        self._leaning: dict[Span, set[Span]] = {}

    # -- what there is

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one than before: what rests on these spans; all of it, if None."""
        changed = {*self._asked.changed(spans), *self._names.changed(spans)}
        return changed.union(*(self._leaning.pop(span, ()) for span in changed))

    def tally(self) -> Tally:
        """How many joins hold, were refused, and how many mentions are asked of."""
        layer = self._desk.layer
        joined = len(layer.members) - len(layer.claim_index.entities())
        return Tally("=", joined, layer.claim_index.count["refusals", Same], len(self._asked.open))

    def stops(self) -> Sequence[Span]:
        """The mentions."""
        return self._asked.every.every

    def open(self) -> Sequence[Span]:
        """The mentions that something is proposed for, and that are not decided."""
        return self._asked.open.every

    def lines(self, about: Span) -> Sequence[Line]:
        """The entity of a mention; of one that is open what it may be the same as, and that it is none of these."""
        standing = self._desk.layer.members.get(about)
        held = [self._held(about, standing)] if standing else []
        if self._asked.is_decided(about):
            return held
        proposed = [self._line(about, one) for one in self._asked.proposed(about)]
        new = [Line(Same(about, about), _NEW, sign="=")] if proposed and not held else []
        return [*proposed, *new, *held]

    def _held(self, about: Span, standing: Standing) -> Line:
        mentions = self._desk.mentions(about)
        others = [span for span in mentions if span != about]
        claim = Same(about, nearest(others, about) if others else about)
        quotes = " ".join(f"“{quote}”" for quote in dict.fromkeys(map(self._desk.quote, mentions)))
        words = f"{self._desk.called(about)}  {counted(len(mentions), 'mention')}: {quotes}" if others else _NEW
        why = WHY.get(standing.source, standing.source) or f"by {standing.by}"
        return Line(claim, words, "auto" if standing.auto else "held", "=", why, other=claim.to)

    def _line(self, about: Span, one: Proposal) -> Line:
        many = len(self._desk.mentions(one.to))
        words = f"{self._desk.called(one.to)}{f' ×{many}' if many > 1 else ''}"
        why = WHY[one.source]
        return Line(Same(about, one.to), words, "open", "=", why, one.source, one.score, one.to)

    # -- what is answered

    def begin(self) -> Step:
        """Identical names join by themselves, if the scheme says so; what was taken back stays so."""
        rules = self._desk.claims.entities
        if rules is None or rules.accept != "names":
            return Step()
        undone = {
            decision.event.claim
            for decisions in self._desk.layer.undone.values()
            for decision in decisions
            if isinstance(decision.event, Claimed)
        }
        events: list[Event] = []
        for span in self._asked.open:
            best = self._asked.proposed(span)[0]
            claim = Same(span, best.to)
            if best.source == NAME and claim not in undone:
                events.append(Claimed(claim, best.source, best.score, auto=True))
        said = f"{counted(len(events), 'name')} joined by {'itself' if len(events) == 1 else 'themselves'} (≡)."
        return Step(tuple(events), said, stays=True, bulk=True) if events else Step()

    def take(self, about: Span, line: Line | None) -> Step:
        """Join a mention to what is shown; one that is decided stays as it is."""
        if self._asked.is_decided(about):
            return Step()
        line = line or next(iter(self.lines(about)), None)
        if line and line.state != "open":
            return Step()
        if line is None or not isinstance(line.claim, Same):
            return Step(message="Nothing is proposed here; f points at what it is the same as.")
        whole = about in self._desk.layer.members  # what was joined to it goes with it
        return self._join(about, line.claim.to, line.source, line.score, whole=whole)

    def _join(
        self, about: Span, to: Span, source: str = "", score: float | None = None, *, whole: bool = False
    ) -> Step:
        links, said = one_link(self._desk.layer, about, to, whole=whole)
        return Step((*links, Claimed(Same(about, to, whole), source, score)), said)

    def refuse(self, about: Span, line: Line | None) -> Step:
        """Say that a mention is not what is shown, but an entity of its own; take a decided one out of its entity."""
        alone = Claimed(Same(about, about))
        proposed = () if self._asked.is_decided(about) else self._asked.proposed(about)
        if about in self._desk.layer.members and proposed:
            return Step(tuple(Refused(Same(about, one.to), one.source, one.score) for one in proposed))
        if about in self._desk.layer.members:
            others = [span for span in self._desk.mentions(about) if span != about]
            if not others:
                return Step((Withdrawn(Same(about, about)),), "It is open again.", stays=True)
            said = f"Taken out of {self._desk.called(others[0])}; the others stay together."
            one = Same(about, nearest(others, about))
            out = Withdrawn(one) if one.pair in self._desk.layer.refusals else Refused(one)
            return Step((out, alone), said, stays=True)
        line = line or next(iter(self.lines(about)), None)
        if line is None or line.claim == Same(about, about):
            return Step(message="Nothing is proposed here that could be refused.")
        return Step((Refused(line.claim, line.source, line.score), alone))

    def sure(self) -> Step:
        """Join whatever is as sure as the scheme wants it."""
        least = self._desk.scheme.accept_at
        joined = self._desk.layer.members
        events = [
            Claimed(Same(span, one.to, span in joined), one.source, one.score) for span, one in self._asked.sure(least)
        ]
        if not events:
            return Step(message=f"Nothing that is open reaches {least:.2f}.")
        return Step(tuple(events), f"{counted(len(events), 'mention')} joined.", bulk=True)

    def all_same(self, about: Span, line: Line | None) -> Step:
        """Decide all identical mentions like this one: the same as what is shown, or as what it is."""
        layer = self._desk.layer
        line = line or next(iter(self.lines(about)), None)
        alike = self._asked.identical(about)
        first = self.take(about, line).events if about in self._asked.open else ()
        if not (first or about in layer.members):
            return Step(message="Nothing is proposed here; f points at what it is the same as.")
        inside = set(self._desk.mentions(about))
        refused = {claim for claim in layer.refusals if isinstance(claim, Same)}
        rest = [span for span in alike if span not in inside and Same(span, about).pair not in refused]
        to = line.claim.to if first and line and isinstance(line.claim, Same) else about
        rest = [span for span in rest if span != to and self._asked.entity(span) != self._asked.entity(to)]
        events = (*first, *(Claimed(Same(span, about)) for span in rest))
        if not events:
            return Step(message="The same words stand nowhere else undecided.")
        return Step(events, f"{counted(len(rest) + bool(first), 'mention')} decided alike.", bulk=True)

    def point(self, about: Span) -> Pointing | None:
        """Letters on the entities, each on its nearest mention; those of the same label first, then those before it."""
        own = self._asked.entity(about)
        near: dict[str | Span, Span] = {}
        before = [span for span in reversed(self._asked.every.every) if span < about]
        for span in (*before, *(span for span in self._asked.every if span > about)):
            if (entity := self._asked.entity(span)) != own:
                near.setdefault(entity, span)
        likely = sorted(near.values(), key=lambda span: span.label != about.label)
        targets = tuple(map(self._desk.target, likely))
        return Pointing(f"{self._desk.quote(about)}  =  ?", targets, lambda target: self._join(about, target.span))

    def choices(self, about: Span, typed: str) -> Sequence[Choice]:
        """The entities whose mentions have what was typed, those that begin with it first."""
        return [choice for choice, _ in self._named(about, typed)]

    def choose(self, about: Span, choice: Choice | None, typed: str) -> Step | Pointing:
        """Join the mention to the entity that was chosen."""
        span = dict(self._named(about, typed)).get(choice) if choice else None
        return self._join(about, span) if span else Step(message=f"No entity is called “{typed}”.")

    def _named(self, about: Span, typed: str) -> list[tuple[Choice, Span]]:
        wanted, own = typed.casefold().strip(), self._asked.entity(about)
        found: dict[str | Span, tuple[int, Span]] = {}
        for span in self._asked.every:
            place = self._desk.quote(span).casefold().find(wanted)
            entity = self._asked.entity(span)
            if place >= 0 and entity != own and (entity not in found or place < found[entity][0]):
                found[entity] = (place, span)
        ordered = sorted(found.values(), key=lambda one: (one[0] > 0, one[1]))
        return [(Choice(self._desk.called(span), self._why(span)), span) for _, span in ordered]

    def _why(self, span: Span) -> str:
        return f"{counted(len(self._desk.mentions(span)), 'mention')}, {self._names.of(span)}"

    # -- the bar, the lanes, the list

    def keys(self, about: Span | None) -> Sequence[TaskKey]:  # noqa: ARG002 - as every task has it
        """There are no keys of its own."""
        return ()

    def press(self, about: Span, name: str) -> Step | Pointing:  # noqa: ARG002 - as every task has it
        """There are no keys of its own."""
        return Step()

    def lane(self, span: Span, focus: Span | None) -> Lane | None:  # noqa: ARG002 - as every task has it
        """The short name of the entity; of an open mention that of the likeliest one, with a question mark."""
        if span in self._asked.open:
            to = self._asked.proposed(span)[0].to
            self._leaning.setdefault(to, set()).add(span)
            return Lane(f"{self._names.of(to)}?", "open")
        standing = self._desk.layer.members.get(span)
        if standing:
            return Lane(self._names.of(span), "auto" if standing.auto else "held")
        return Lane(self._names.of(span)) if span in self._asked.every else None

    def around(self, focus: Span) -> Mapping[Span, Lane]:
        """What the focus may be the same as has the number of its line."""
        if focus not in self._asked.open:
            return {}
        found = (
            (number, one.to, self.lane(one.to, focus)) for number, one in enumerate(self._asked.proposed(focus), 1)
        )
        return {to: replace(lane, words=f"{number} {lane.words}") for number, to, lane in found if lane}

    def facts(self, about: Span) -> str:  # noqa: ARG002 - as every task has it
        """Nothing beside what the panel says."""
        return ""

    def listed(self) -> Sequence[ListLine]:
        """Each entity of several mentions, with its joins, and who made them; then what is open."""
        return [*entities_listed(self._desk), *map(self._listed_open, self._asked.open)]

    def _listed_open(self, span: Span) -> ListLine:
        line = self._line(span, self._asked.proposed(span)[0])
        return ListLine(
            f"{self._desk.quote(span)}  = {line.words}?", span, state="open", claim=line.claim, why=line.why
        )

    def verbs(self) -> Mapping[str, Verb]:
        """Two whole entities become one only by a key of their own, so that nobody does it by a slip."""
        return {"merge_entities": self._merging}

    def _merging(self, about: Span, line: Line | None) -> Step | Pointing:  # noqa: ARG002 - as every task has it
        pointing = self.point(about)
        if pointing is None or not pointing.targets:
            return Step(message="There is no other entity.")
        many = len(self._desk.mentions(about))

        def merge(target: Target) -> Step:
            step = self._join(about, target.span, whole=True)
            said = f"{counted(many, 'mention')} joined to {target.words}; u takes that back. {step.message}".strip()
            return Step(step.events, said)

        asked = pointing.asked if many == 1 else f"all {counted(many, 'mention')} of {self._desk.called(about)}  =  ?"
        return Pointing(asked, pointing.targets, merge)
