"""What is decided about links of entities, as steps: of one, of all that are sure or of a name, what accepts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.domain.claims.values import Claim, Link
from annotator.domain.decisions import Claimed, Refused, Withdrawn
from annotator.domain.linking.own_key import own_key
from annotator.domain.linking.words import lookup_form
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.links.advice import KNOWN, NO_ENTRY, LinkAdvice, entry_called
from annotator.services.claiming.links.entities import Asked, LinkedEntities
from annotator.services.claiming.question import Line, Step

NOTHING = "Nothing is proposed: enter looks it up, 0 says none, + makes an entry."
NOT_LINKED = "Spans of this label are not linked to any base."


class LinkSteps:
    """Makes the steps; nothing is decided by them yet."""

    def __init__(self, desk: Desk, entities: LinkedEntities, advice: LinkAdvice) -> None:
        self._desk, self._entities, self._advice = desk, entities, advice

    def next(self, about: Span) -> Asked | None:
        """What is to be decided next of a span's entity: the first base without an answer, else the first."""
        return next(self._entities.unlinked(about), None) or next(self._entities.asked(about), None)

    def link(self, about: Span, entry: str, called: str = "") -> Step:
        """Link an entity to an entry of the base that is next, "" to none, as nobody proposed."""
        asked = self.next(about)
        return (
            self._link(asked, Link(asked.about, asked.base.name, entry, called)) if asked else Step(message=NOT_LINKED)
        )

    def take(self, about: Span, line: Line) -> Step:
        """Link an entity as a line says."""
        asked = self._of(about, line.claim)
        return self._link(asked, line.claim, line.source, line.score) if asked else Step(message=NOT_LINKED)

    def _of(self, about: Span, claim: Claim) -> Asked | None:
        """What a link of a span's entity answers."""
        bases = (asked for asked in self._entities.asked(about) if isinstance(claim, Link))
        return next((asked for asked in bases if isinstance(claim, Link) and asked.base.name == claim.base), None)

    def _link(self, asked: Asked, claim: Claim, source: str = "", score: float | None = None) -> Step:
        """Link an entity, in place of whatever it was linked to in that base."""
        if not isinstance(claim, Link):
            return Step(message=NOT_LINKED)
        claim = replace(claim, span=asked.about)
        if claim in self._desk.layer.claims:
            return Step(message="It is linked to that already.")
        gone = (Withdrawn(other) for other in self._entities.links(asked) if other.span != claim.span)
        to = f"{one_line(claim.name or claim.entry)} ({one_line(claim.entry)})" if claim.entry else NO_ENTRY
        message = f"{self._desk.called(asked.about)}: {to}, {counted(len(asked.mentions), 'mention')}."
        return Step((*gone, Claimed(claim, source, score)), message)

    def own(self, about: Span) -> Step:
        """Link an entity to an entry of one's own, which is called as the entity and kept in the project."""
        asked = self.next(about)
        if asked is None:
            return Step(message=NOT_LINKED)
        name = self._desk.called(about)
        links = {claim.entry for claim in self._desk.layer.claims if isinstance(claim, Link)}
        key = own_key(name, lambda key: key in links or self._advice.entry(asked.base, key) is not None)
        return self.link(about, key, name)

    def refuse(self, about: Span, line: Line) -> Step:
        """Refuse what is proposed, and what accepted itself, so that it does not come again; take back what holds."""
        asked = self._of(about, line.claim)
        if asked is None:
            return Step(message=NOT_LINKED)
        if line.state == "open":
            return Step((Refused(line.claim, line.source, line.score),), f"Not {entry_called(line.claim)}.", stays=True)
        links = self._entities.links(asked)
        if line.state == "auto":
            others = (Withdrawn(link) for link in links if link != line.claim)
            return Step((*others, Refused(line.claim, KNOWN)), f"Not {entry_called(line.claim)}.", stays=True)
        return Step(tuple(map(Withdrawn, links)), f"Not linked to {entry_called(line.claim)} any more.", stays=True)

    def sure(self) -> Step:
        """Link all entities whose first candidate is sure: it was decided on before, or is called so."""
        found = ((asked, *self._advice.lines(asked)) for asked in self._entities.unlinked())
        lines = [lines[0] for _, lines, sure in found if lines and sure]
        if not lines:
            return Step(message="Nothing that is proposed here is sure.")
        return Step(tuple(map(_claimed, lines)), f"{_entities(len(lines))} linked.", bulk=True)

    def all_same(self, about: Span, line: Line) -> Step:
        """Link all entities of this name that are not linked yet as a line says."""
        link, name = line.claim, lookup_form(self._desk.called(about))
        if not isinstance(link, Link):
            return Step(message=NOTHING)
        same = [
            Line(Link(asked.about, link.base, link.entry, link.name), line.words, source=line.source, score=line.score)
            for asked in self._entities.unlinked()
            if asked.base.name == link.base and lookup_form(self._desk.called(asked.about)) == name
        ]
        if not same:
            return Step(message="Nothing else of that name is open.")
        message = f"{_entities(len(same))} of that name: {entry_called(link)}."
        return Step(tuple(map(_claimed, same)), message, bulk=len(same) > 1)

    def begin(self) -> Step:
        """Link names as they were before, if that was one way only, where the scheme lets names accept themselves."""
        rules = self._desk.claims.entities
        links = [*self._one_way()] if rules and rules.accept == "names" else []
        message = f"{_entities(len(links))} linked as before (≡)." if links else ""
        return Step(tuple(Claimed(link, KNOWN, auto=True) for link in links), message, stays=True)

    def _one_way(self) -> Iterator[Link]:
        undone = {*self._undone()}
        for asked in self._entities.unlinked():
            entry = self._advice.known(asked).only
            refused = {link.entry for link in self._entities.links(asked, refused=True)}
            if entry is not None and entry not in refused:
                told = self._advice.entry(asked.base, entry) if entry else None
                link = Link(asked.about, asked.base.name, entry, told.name if told else "")
                if link not in undone:
                    yield link

    def _undone(self) -> Iterable[Claim]:
        """What was claimed and taken back by undo: that does not accept itself again."""
        for step in self._desk.layer.undone.values():
            yield from (decision.event.claim for decision in step if isinstance(decision.event, Claimed))


def _claimed(line: Line) -> Claimed:
    return Claimed(line.claim, line.source, line.score)


def _entities(number: int) -> str:
    return counted(number, "entity", "entities")
