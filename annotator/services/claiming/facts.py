"""The task `facts`: the attributes of spans, entities and relations.

What is shown holds unless a letter says otherwise: defaults, which are never written as decisions, and what the same
words had before. `space` takes what is shown and goes on, to the relations of the span and then to the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Attribute, Relation, Value
from annotator.domain.decisions import Event, Refused
from annotator.domain.folded import fold
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.attributes.hot_keys import hot_keys
from annotator.services.claiming.attributes.remembered_values import Values
from annotator.services.claiming.attributes.shown import Shown, said_of
from annotator.services.claiming.attributes.subjects import (
    Subject,
    setting,
    subjects_at,
    unsetting,
)
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.kept import KeptSpans
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

_ALL_SEEN = "That was the last one: ; goes on, s finishes."


class Facts:
    """Attributes at work in one article."""

    name: ClassVar[TaskName] = "facts"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._values = Values(desk)
        self._shown = Shown(desk, self._values)
        self._of_entities, self._of_relations = (
            any(one.of == kind for one in desk.claims.attributes) for kind in ("entity", "relation")
        )
        self._subject: dict[Span, Relation] = {}
        self.changed(None)

    def begin(self) -> Step:
        """Nothing holds by itself but defaults, which are not written."""
        return Step()

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one than before; what has the same words or entity is looked at again, too."""
        if spans is None:
            self._stops, self._open = KeptSpans(), KeptSpans()
            known = set(self._desk.layer.spans)
            self._values.read(known)
        else:
            of = {one for span in spans for one in (self._desk.mentions(span) if self._of_entities else (span,))}
            known = of.union(*map(self._values.alike, of))
            self._values.changed(known)
        for span in sorted(known):
            subjects = list(subjects_at(self._desk, span)) if span in self._desk.layer.held else []
            self._stops.put(span, there=bool(subjects))
            self._open.put(span, there=any(map(self._is_open, subjects)))
        self._subject = {span: one for span, one in self._subject.items() if one in self._desk.layer.claims}
        return known

    def _is_open(self, subject: Subject) -> bool:
        return any(
            self._shown.missing(kind, subject) or self._shown.proposed(kind, subject)
            for kind in self._shown.kinds(subject)
        )

    # -- what there is

    def tally(self) -> Tally:
        """How many values were given, and refused, and at how many spans something is open."""
        count = self._desk.layer.claim_index.count
        return Tally("✓", count["claims", Attribute], count["refusals", Attribute], len(self._open))

    def stops(self) -> Sequence[Span]:
        """The spans that have attributes, or relations that do."""
        return self._stops.every

    def open(self) -> Sequence[Span]:
        """The spans at which a value is required or proposed."""
        return self._open.every

    def lines(self, about: Span) -> Sequence[Line]:
        """The values of the span, or of the relation that is asked about: given ones, proposed ones, defaults."""
        subject = self._at(about)
        return (
            [line for kind in self._shown.kinds(subject) if (line := self._shown.line(kind, subject))]
            if subject
            else ()
        )

    def _at(self, about: Span) -> Subject | None:
        """What is asked about at a span: the relation that one has come to, else the first there is."""
        return self._subject.get(about) or next(subjects_at(self._desk, about), None)

    def lane(self, span: Span, focus: Span | None) -> Lane | None:  # noqa: ARG002 - it says the same whoever has it
        """The values of a span that are no defaults; what is only proposed has a question mark."""
        return self._shown.lane(span)

    def around(self, focus: Span) -> Mapping[Span, Lane]:  # noqa: ARG002 - likewise
        """No lane is drawn otherwise because of the focus."""
        return {}

    def facts(self, about: Span) -> str:
        """The relation that is asked about, and what has no value yet."""
        subject = self._at(about)
        if subject is None:
            return ""
        of = f"{subject.label} → {self._desk.quote(subject.tail)}" if isinstance(subject, Relation) else ""
        unset = [kind.name for kind in self._shown.kinds(subject) if self._shown.line(kind, subject) is None]
        return "   ".join(filter(None, (of, f"no value: {', '.join(unset)}" if unset else "")))

    def listed(self) -> Sequence[ListLine]:
        """Every value that was given, or is proposed, under its span."""
        lines: list[ListLine] = []
        for span in self._stops:
            found = [
                (line, f" ({one.label} → {self._desk.quote(one.tail)})" if isinstance(one, Relation) else "")
                for one in subjects_at(self._desk, span)
                for kind in self._shown.kinds(one)
                if (line := self._shown.line(kind, one)) and line.why != "default"
            ]
            lines += [ListLine(self._desk.quote(span), span, heading=True)] if found else []
            for line, of in found:
                lines.append(ListLine(f"{line.words}{of}", span, state=line.state, claim=line.claim, why=line.why))
        return lines

    # -- verdicts

    def take(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - it is about all that is shown
        """Take all that is shown, and go on."""
        subject = self._at(about)
        if subject is None:
            return self._go_on(about, ())
        if missing := [kind.name for kind in self._shown.kinds(subject) if self._shown.missing(kind, subject)]:
            proposed = {kind.name for kind in self._shown.kinds(subject) if self._shown.proposed(kind, subject)}
            if left := [name for name in missing if name not in proposed]:
                return Step(message=f"{left[0]} is required: a letter sets it, or enter.", stays=True)
        events: list[Event] = []
        for kind in self._shown.kinds(subject):
            if one := self._shown.proposed(kind, subject):
                events += setting(self._desk, kind, one.claim, one.source, one.score)
        return self._go_on(about, tuple(events))

    def _go_on(self, about: Span, events: tuple[Event, ...]) -> Step:
        """To the next relation of the span, else to the next span."""
        subjects = list(subjects_at(self._desk, about))
        at = self._at(about)
        following = subjects[subjects.index(at) + 1 :] if at in subjects else []
        if following and isinstance(following[0], Relation):
            self._subject[about] = following[0]
            return Step(events, stays=True)
        self._subject.pop(about, None)
        after = next(iter(self._stops.every[bisect_right(self._stops.every, about) :]), None)
        return Step(events, "" if after else _ALL_SEEN, stays=True, focus=after)

    def refuse(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - the line says what it is of
        """Refuse what is proposed, take back what was given."""
        claim = line.claim if line else None
        kind = self._desk.claims.attribute(claim.name) if isinstance(claim, Attribute) else None
        if line is None or not isinstance(claim, Attribute):
            return Step(message="No value is here to take back.", stays=True)
        if line.why == "default":
            return Step(message=f"{claim.name} is so by default: a letter gives another value.", stays=True)
        if line.state == "open":
            return Step((Refused(claim, line.source, line.score),), f"Refused: {line.words}.", stays=True)
        events = unsetting(self._desk, kind or AttributeType(claim.name), claim.of)
        return Step(tuple(events), f"Taken back: {line.words}.", stays=True)

    def sure(self) -> Step:
        """Take all that is proposed and reaches the scheme's `accept_at`."""
        least, events = self._desk.scheme.accept_at, list[Event]()
        for span in self.open():
            for kind in self._shown.kinds(span):
                if (one := self._shown.proposed(kind, span)) and one.score >= least:
                    events += setting(self._desk, kind, one.claim, one.source, one.score)
        if not events:
            return Step(message=f"No value that is proposed reaches {least:.2f}.", stays=True)
        return Step(tuple(events), f"{counted(len(events), 'value')} taken.", bulk=True)

    def all_same(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - it is about all that is shown
        """Give what has the same words and label the values that this span has."""
        events: list[Event] = []
        spans = self._values.alike(about)
        for kind in self._shown.kinds(about):
            shown = self._shown.line(kind, about)
            if shown and isinstance(shown.claim, Attribute) and shown.why != "default":
                for span in spans:
                    events += setting(self._desk, kind, Attribute(span, kind.name, shown.claim.value))
        if not events:
            return Step(message="The same words stand nowhere else with other values.", stays=True)
        return Step(tuple(events), f"{counted(len(events), 'value')} given alike.", stays=True, bulk=True)

    # -- giving values

    def keys(self, about: Span | None) -> Sequence[TaskKey]:
        """A key for each value of the attributes that are asked about, and for each that is yes or no."""
        every = self._desk.claims.attributes
        subject = self._at(about) if about else None
        kinds = self._shown.kinds(subject) if subject else () if about else every
        given = hot_keys(every, kinds)
        found: list[TaskKey] = []
        for kind in kinds:
            now = self._shown.now(kind, subject) if subject else ""
            if kind.kind == "flag":
                found.append(TaskKey(given.get((kind.name, ""), ""), kind.name, on=now is True))
            elif kind.kind == "choice":
                found += [
                    TaskKey(given.get((kind.name, value), ""), f"{kind.name} {value}", "", kind.name, on=now == value)
                    for value in kind.values
                ]
            else:
                found.append(TaskKey("", kind.name))
        return found

    def press(self, about: Span, name: str) -> Step | Pointing:
        """Give a value; what is yes or no is turned."""
        subject = self._at(about)
        for kind in self._shown.kinds(subject) if subject else ():
            if subject and kind.kind == "flag" and kind.name == name:
                return self._set(kind, subject, self._shown.now(kind, subject) is not True)
            value = name.removeprefix(f"{kind.name} ")
            if subject and name == f"{kind.name} {value}" and value in kind.values:
                return self._set(kind, subject, value)
        return Step(message=f"{name} is no attribute of {subject.label if subject else 'this'}.", stays=True)

    def _set(self, kind: AttributeType, subject: Subject, value: Value) -> Step:
        claim = Attribute(subject, kind.name, value)
        if not kind.takes(value):
            return Step(message=f"{kind.name} takes a number, not {one_line(str(value))!r}.", stays=True)
        events: list[Event] = list(setting(self._desk, kind, claim))
        if (one := self._shown.proposed(kind, subject)) and one.claim != claim:
            events.append(Refused(one.claim, one.source, one.score))
        return Step(tuple(events), "" if events else f"It is so already: {said_of(claim)}.", stays=True)

    def point(self, about: Span) -> Pointing | None:
        """Letters on the spans that have attributes, to go to one."""
        near = sorted(self._stops.every, key=lambda span: abs(span.start - about.start))
        targets = tuple(Target(span, self._desk.quote(span)) for span in near if span != about)
        return Pointing("go to", targets, lambda target: Step(focus=target.span, stays=True)) if targets else None

    # -- lists

    def choices(self, about: Span, typed: str) -> Sequence[Choice]:
        """What was typed as the text or number of an attribute, then the values that have it in their words."""
        subject, wish = self._at(about), fold(typed).casefold()
        kinds = self._shown.kinds(subject) if subject else []
        free = [
            Choice(f"{kind.name}: {one_line(typed)}" if typed else kind.name, kind.description or f"type a {kind.kind}")
            for kind in kinds
            if kind.kind in ("text", "number") and (not typed or kind.takes(typed))
        ]
        keyed = [Choice(key.name, "", key.key) for key in self.keys(about) if key.key or key.group]
        return [*free, *(one for one in keyed if wish in fold(one.words).casefold())]

    def choose(self, about: Span, choice: Choice | None, typed: str) -> Step | Pointing:
        """Give the value that was chosen, or typed."""
        subject = self._at(about)
        name = choice.words.partition(": ")[0] if choice else ""
        kind = self._desk.claims.attribute(name)
        if subject and kind and kind.kind in ("text", "number"):
            if not typed.strip():
                return Step(message=f"Type the {kind.kind} of {name} in the list, then enter.", stays=True)
            return self._set(kind, subject, typed.strip())
        if choice is None:
            return Step(message=f"Nothing here can be {one_line(typed)!r}.", stays=True)
        return self.press(about, choice.words)

    def verbs(self) -> Mapping[str, Verb]:
        """`follow` asks about the next relation of the span, then about the span again; where relations have any."""
        return {"follow": self._follow} if self._of_relations else {}

    def _follow(self, about: Span, line: Line | None) -> Step:  # noqa: ARG002 - it is about the span
        subjects = list(subjects_at(self._desk, about))
        at = self._at(about)
        if len(subjects) < 2 or at is None:
            return Step(message="No relation of this span has attributes.", stays=True)
        following = subjects[(subjects.index(at) + 1) % len(subjects)]
        self._subject.pop(about, None)
        if isinstance(following, Relation):
            self._subject[about] = following
        return Step(stays=True)
