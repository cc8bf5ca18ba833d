"""The mentions of an article, which of them are asked of, and what each may be the same as."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from annotator.domain.claims.values import Same
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.kept import KeptSpans
from annotator.suggest.claims.same import Proposal, SameRules

_SHOWN = 5
"""So many entities are proposed for a mention at most: with "new" they fit a screen of 24 lines."""


class AskedMentions:
    """Kept as the layer changes; only mentions that something changed for are looked at again.

    `every` are the mentions, `open` those that something is proposed for and nobody decided on.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """Look again at what rests on these spans, or was not to be the same as one of them; at all, if None.

        Gives what was looked at.
        """
        if spans is None:
            rules = self._desk.claims.entities
            looked_at = [span for span in self._desk.layer.spans if rules and rules.are(span.label)]
            self.every, self.open = KeptSpans(looked_at), KeptSpans()
            self._rules = SameRules(self._desk.text, looked_at, self._desk.from_files.entities)
        else:
            refused = (other for span in spans for other in self._refused(span))
            looked_at = [span for span in {*spans, *refused} if span in self.every]
        for span in looked_at:
            self.open.put(span, there=not self.is_decided(span) and bool(self.proposed(span)))
        return looked_at

    def _refused(self, about: Span) -> Iterator[Span]:
        """What a mention was said not to be the same as."""
        for table, claim in self._desk.layer.claim_index.on(about):
            if table == "refusals" and isinstance(claim, Same):
                yield from (other for other in claim.spans if other != about)

    def proposed(self, about: Span) -> list[Proposal]:
        """What a mention may be the same as, the surest first, one proposal an entity, without what was refused."""
        refused = set(map(self.entity, self._refused(about)))
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
