"""The entities of an article that are linked to bases: whom to ask about, and which link holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.claiming.steps import link_of
from annotator.domain.claims.scheme import Base
from annotator.domain.claims.values import Link
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.kept import KeptSpans


@dataclass(frozen=True, slots=True)
class Asked:
    """An entity that may be linked to a base: the first of its mentions, which stands for it, and all of them."""

    about: Span
    mentions: Sequence[Span]
    base: Base


class LinkedEntities:
    """All of them, in the order of their first mentions; `changed` is to be called where the layer is another one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> list[Asked]:
        """Look at these spans again, or at all; gives what is asked of whom that may have another answer now."""
        if spans is None or any(self._entity.get(span) != self._name(span) for span in spans):
            self._group()
            spans = self.stops.every
        firsts = {self.firsts[span] for span in spans if span in self.firsts}
        asked = [one for first in firsts for one in self.asked(first)]
        for one in asked:
            before = self._links.pop((one.about, one.base.name), None)
            link = link_of(self._desk.layer, one.about, one.base.name)
            self.linked += (link is not None) - (before is not None)
            self._links[one.about, one.base.name] = link
        for first in sorted(firsts):
            self.open.put(first, there=next(self.unlinked(first), None) is not None)
        return asked

    def _group(self) -> None:
        """Group the spans by entity anew; nothing is known of links then."""
        self._entity: dict[Span, object] = {span: self._name(span) for span in self._fitting()}
        by_name: dict[object, list[Span]] = {}
        for span, name in self._entity.items():
            by_name.setdefault(name, []).append(span)
        self.firsts = {span: mentions[0] for mentions in by_name.values() for span in mentions}
        """Every span that is linked to some base, with the first mention of what it is a mention of."""
        self.stops, self.open = KeptSpans(self.firsts.values()), KeptSpans()
        """Those first mentions, and those of them that are not linked to all bases."""
        self._links: dict[tuple[Span, str], Link | None] = {}
        self.linked = 0
        """How many links hold."""
        self.questions = sum(1 for _ in self.asked())
        """How many there could be."""

    def _name(self, span: Span) -> object:
        """What all mentions of a span's entity have in common; None for a span that is linked to nothing."""
        if span not in self._desk.layer.held or not any(base.fits(span.label) for base in self._desk.claims.bases):
            return None
        member = self._desk.layer.members.get(span)
        return member.entity if member else span

    def _fitting(self) -> list[Span]:
        bases = self._desk.claims.bases
        fit = {
            label: any(base.fits(label) for base in bases) for label in {one.label for one in self._desk.layer.spans}
        }
        return [span for span in self._desk.layer.spans if fit[span.label]]

    def asked(self, about: Span | None = None) -> Iterator[Asked]:
        """What is asked of the entity of a span, for each base that fits, or of all entities."""
        firsts = self.stops.every if about is None else filter(None, [self.firsts.get(about)])
        for first in firsts:
            mentions = self._desk.mentions(first)
            yield from (Asked(first, mentions, base) for base in self._desk.claims.bases if base.fits(first.label))

    def unlinked(self, about: Span | None = None) -> Iterator[Asked]:
        """Those that have no answer yet."""
        firsts = self.open.every if about is None else (about,)
        return (asked for first in firsts for asked in self.asked(first) if self.link(asked) is None)

    def link(self, asked: Asked) -> Link | None:
        """The link that holds."""
        return self._links.get((asked.about, asked.base.name))

    def links(self, asked: Asked, *, refused: bool = False) -> list[Link]:
        """All links that its mentions have, of which the last one holds; or those that were refused."""
        on, wanted = self._desk.layer.claim_index.on, "refusals" if refused else "claims"
        claims = (claim for span in asked.mentions for table, claim in on(span) if table == wanted)
        return [claim for claim in claims if isinstance(claim, Link) and claim.base == asked.base.name]
