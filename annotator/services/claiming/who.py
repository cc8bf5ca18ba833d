"""The task of links: which entry of a base each entity is, one question an entity.

The first mention stands for the entity, and what is decided on it holds for all of them, also for those that come. That
the base does not have it is a decision like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar
from urllib.parse import quote

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Link
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.links.advice import NO_ENTRY, LinkAdvice, entry_called
from annotator.services.claiming.links.entities import LinkedEntities
from annotator.services.claiming.links.steps import NOT_LINKED, NOTHING, LinkSteps
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


@dataclass(frozen=True, slots=True)
class _EntryChoice(Choice):
    """An entry in the list, with what it would decide."""

    line: Line | None = None


class WhoTask:
    """Links the entities of one article; see `Task`."""

    name: ClassVar[TaskName] = "who"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entities = LinkedEntities(desk)
        self._advice = LinkAdvice(desk, self._entities)
        self._steps = LinkSteps(desk, self._entities, self._advice)
        self._told = False
        self._advice.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one."""
        return self._advice.changed(spans)

    def tally(self) -> Tally:
        """Entities that are linked, links that were refused, entities that are not linked."""
        linked, refused = self._entities.linked, self._desk.layer.claim_index.count["refusals", Link]
        return Tally("@", linked, refused, self._entities.questions - linked)

    def stops(self) -> Sequence[Span]:
        """The first mention of each entity."""
        return self._entities.stops.every

    def open(self) -> Sequence[Span]:
        """The first mention of each entity that is not linked."""
        return self._entities.open.every

    def lines(self, about: Span) -> Sequence[Line]:
        """For each base the link that holds, or else the candidates."""
        found: list[Line] = []
        for asked in self._entities.asked(about):
            link = self._entities.link(asked)
            found += [self._held(link)] if link else self._advice.lines(asked)[0]
        return found

    def _held(self, link: Link) -> Line:
        standing = self._desk.layer.claims[link]
        why = "  ".join(filter(None, (one_line(link.entry), standing.source)))
        return Line(link, entry_called(link), "auto" if standing.auto else "held", "@", why)

    def take(self, about: Span, line: Line | None) -> Step:
        """Link the entity to the first candidate, or to that of the line; what holds is only gone on from."""
        if line and line.state != "open":
            return Step()
        line = line or next((one for one in self.lines(about) if one.state == "open"), None)
        return self._steps.take(about, line) if line else self._nothing(about)

    def refuse(self, about: Span, line: Line | None) -> Step:
        """The candidate is not the one; a link is taken back."""
        line = line or next(iter(self.lines(about)), None)
        return self._steps.refuse(about, line) if line else self._nothing(about)

    def _nothing(self, about: Span) -> Step:
        return Step(message=NOTHING if about in self._entities.firsts else NOT_LINKED)

    def sure(self) -> Step:
        """Link all that was linked one way only before, or that one entry alone has the name of."""
        return self._steps.sure()

    def begin(self) -> Step:
        """What accepts itself; the first time with a word about bases that are not here."""
        step = self._steps.begin()
        if self._told:
            return step
        self._told = True
        return replace(step, message=" ".join(filter(None, (step.message, *self._advice.problems))))

    def all_same(self, about: Span, line: Line | None) -> Step:
        """Link the entities of the same name as this one."""
        line = line or next(iter(self.lines(about)), None)
        return self._steps.all_same(about, line) if line else self._nothing(about)

    def keys(self, about: Span | None) -> Sequence[TaskKey]:
        """The one hot key: that the base does not have it."""
        there = about is None or about in self._entities.firsts
        return (TaskKey("0", NO_ENTRY),) if there else ()

    def press(self, about: Span, name: str) -> Step | Pointing:  # noqa: ARG002 - there is but one
        """Say that the base does not have it."""
        return self._steps.link(about, "")

    def point(self, about: Span) -> Pointing | None:
        """Point at an entity that is linked: this one is the same entry."""
        links = [
            (asked, link) for asked in self._entities.asked() if (link := self._entities.link(asked)) and link.entry
        ]
        first = self._entities.firsts.get(about)
        links = [(asked, link) for asked, link in links if asked.about != first]
        if first is None or not links:
            return None
        links.sort(key=lambda one: abs(one[0].about.start - about.start))
        named: dict[tuple[str, str], list[Span]] = {}
        for asked, link in links:
            named.setdefault((link.base, link.entry), []).extend((asked.about, *asked.mentions))
        by_span = {asked.about: link for asked, link in links}
        targets = tuple(
            Target(spans[0], entry_called(by_span[spans[0]]), tuple({*spans[1:]} - {spans[0]}))
            for spans in named.values()
        )
        return Pointing(
            f"{self._desk.called(about)}  @ ?", targets, partial(self._as, about, by_span), "linked entities"
        )

    def _as(self, about: Span, links: Mapping[Span, Link], target: Target) -> Step:
        return self._steps.take(about, Line(links[target.span], target.words))

    def choices(self, about: Span, typed: str) -> Sequence[Choice]:
        """The candidates, or the entries that are found by what is typed."""
        asked = self._steps.next(about)
        if asked is None:
            return ()
        lines = self._advice.found(asked, typed) if typed.strip() else self._advice.lines(asked)[0]
        return [_EntryChoice(line.words, line.why, line=line) for line in lines]

    def choose(self, about: Span, choice: Choice | None, typed: str) -> Step | Pointing:
        """Link the entity to what was chosen."""
        if isinstance(choice, _EntryChoice) and choice.line:
            found = bool(typed.strip())  # nobody proposed it then
            return self._steps.take(about, replace(choice.line, source="", score=None) if found else choice.line)
        return Step(message="No entry has that in its names or its description: + makes one of the entity here.")

    def lane(self, span: Span, focus: Span | None) -> Lane | None:  # noqa: ARG002 - it says the same whoever has it
        """The entry of the span's entity, by its id."""
        asked = next(self._entities.asked(span), None)
        if asked is None:
            return None
        links = [link for one in self._entities.asked(span) if (link := self._entities.link(one))]
        if not links:
            return Lane("@?", "open")
        auto = all(self._desk.layer.claims[link].auto for link in links)
        return Lane(" ".join(f"@{one_line(link.entry) or '–'}" for link in links), "auto" if auto else "held")

    def around(self, focus: Span) -> Mapping[Span, Lane]:  # noqa: ARG002 - likewise
        """No lane is drawn otherwise because of the focus."""
        return {}

    def facts(self, about: Span) -> str:
        """The address of the entry, where the base has one; and which bases cannot be asked."""
        pairs = ((asked.base, self._entities.link(asked)) for asked in self._entities.asked(about))
        addresses = (base.url.replace("{}", quote(link.entry)) for base, link in pairs if link and link.entry)
        return "  ".join(filter(None, map(one_line, (*addresses, *sorted(self._advice.problems)))))

    def listed(self) -> Sequence[ListLine]:
        """Every entity with its entry; those that are not linked as open."""
        found = []
        for asked in self._entities.asked():
            link, called = self._entities.link(asked), self._desk.called(asked.about)
            if link:
                line = self._held(link)
                found.append(
                    ListLine(f"{called}  @ {line.words}", asked.about, state=line.state, claim=link, why=line.why)
                )
            else:
                found.append(ListLine(f"{called}  @ ?", asked.about, state="open"))
        return found

    def verbs(self) -> Mapping[str, Verb]:
        """`new_entry` makes an entry of one's own of the entity."""
        return {"new_entry": lambda about, _: self._steps.own(about)}
