"""The entities of an article that are linked to bases: whom to ask about, and which link holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.claiming.steps import link_of
from annotator.domain.claims.scheme import Base
from annotator.domain.claims.values import Link
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk


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
        self.changed()

    def changed(self) -> None:
        """Look at all spans again."""
        self.firsts = dict(self._found())
        """Every span that is linked to some base, with the first mention of what it is a mention of."""

    def _found(self) -> Iterator[tuple[Span, Span]]:
        firsts: dict[object, Span] = {}
        layer, bases = self._desk.layer, self._desk.claims.bases
        fit = {label: any(base.fits(label) for base in bases) for label in {span.label for span in layer.spans}}
        for span in layer.spans:
            if fit[span.label]:
                member = layer.members.get(span)
                yield span, firsts.setdefault(member.entity if member else span, span)

    def asked(self, about: Span | None = None) -> Iterator[Asked]:
        """What is asked of the entity of a span, for each base that fits, or of all entities."""
        firsts = dict.fromkeys(self.firsts.values()) if about is None else filter(None, [self.firsts.get(about)])
        for first in firsts:
            mentions = self._desk.mentions(first)
            yield from (Asked(first, mentions, base) for base in self._desk.claims.bases if base.fits(first.label))

    def unlinked(self, about: Span | None = None) -> Iterator[Asked]:
        """Those that have no answer yet."""
        return (asked for asked in self.asked(about) if self.link(asked) is None)

    def link(self, asked: Asked) -> Link | None:
        """The link that holds."""
        return link_of(self._desk.layer, asked.about, asked.base.name)

    def links(self, asked: Asked, *, refused: bool = False) -> list[Link]:
        """All links that its mentions have, of which the last one holds; or those that were refused."""
        on, wanted = self._desk.layer.claim_index.on, "refusals" if refused else "claims"
        claims = (claim for span in asked.mentions for table, claim in on(span) if table == wanted)
        return [claim for claim in claims if isinstance(claim, Link) and claim.base == asked.base.name]
