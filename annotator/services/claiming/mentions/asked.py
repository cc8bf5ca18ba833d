"""The mentions of an article, which of them are asked of, and what each may be the same as."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.claims.values import Same
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.suggest.claims.same import Proposal, SameRules

_SHOWN = 8
"""So many entities are proposed for a mention at most."""


class AskedMentions:
    """Kept as the layer changes; only mentions that something changed for are looked at again.

    `every` are the mentions in order, `open` those that something is proposed for and nobody decided on.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.every: list[Span] = []
        self.open: dict[Span, None] = {}
        self._rules = SameRules("", ())
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> None:
        """Look again at what rests on these spans; at all, if None."""
        layer, rules = self._desk.layer, self._desk.claims.entities
        every = [span for span in layer.spans if rules and rules.are(span.label)]
        if spans is None or every != self.every:
            self.every, self._rules = every, SameRules(self._desk.text, every)
            spans = every
        refused = (span for claim in layer.refusals if isinstance(claim, Same) for span in claim.spans)
        pointed_at = (span for span, member in layer.members.items() if not member.id)
        known = set(every)
        for span in {*spans, *refused, *pointed_at} & known:
            if not self.is_decided(span) and self.proposed(span):
                self.open[span] = None
            else:
                self.open.pop(span, None)
        self.open = {span: None for span in sorted(self.open) if span in known}

    def proposed(self, about: Span) -> list[Proposal]:
        """What a mention may be the same as, the surest first, one proposal an entity, without what was refused."""
        refused = {
            self.entity(other)
            for table, claim in self._desk.layer.claim_index.on(about)
            if table == "refusals" and isinstance(claim, Same)
            for other in claim.spans
            if other != about
        }
        own, found = self.entity(about), dict[str | Span, Proposal]()
        for one in self._rules.proposals(about):
            entity = self.entity(one.to)
            if entity not in refused and entity not in found and entity != own:
                found[entity] = one
                if len(found) == _SHOWN:
                    break
        return list(found.values())

    def sure(self, least: float) -> list[tuple[Span, Proposal]]:
        """What open mentions are surely the same as, without what those before join already."""
        found, into = list[tuple[Span, Proposal]](), dict[str | Span, str | Span]()

        def joined(span: Span) -> str | Span:
            entity = self.entity(span)
            while entity in into:
                entity = into[entity]
            return entity

        for span in self.open:
            best = self.proposed(span)[0]
            own, other = joined(span), joined(best.to)
            if best.score >= least and own != other:
                into[own] = other
                found.append((span, best))
        return found

    def is_decided(self, span: Span) -> bool:
        """Whether somebody decided on a mention, not only on others that were joined to it."""
        member = self._desk.layer.members.get(span)
        return member is not None and bool(member.id)

    def entity(self, span: Span) -> str | Span:
        """The entity of a mention; of one that has none, itself."""
        member = self._desk.layer.members.get(span)
        return member.entity if member else span

    def identical(self, about: Span) -> list[Span]:
        """The other mentions of the same words."""
        key = self._rules.key(about)
        return [span for span in self.every if span != about and self._rules.key(span) == key]
