"""A session of claims: one annotator at work on one article, at one of the scheme's tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from annotator.domain.claims.values import Claim
from annotator.domain.decisions import Decision
from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.services.annotating.stored_cursor import Change
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import Step


class ClaimingSession(AnnotationSession):
    """The annotator's own session, which also carries out what a task decides.

    `resting` are the spans that the claims rest on which the last step has changed, and those that it has moved from
    one entity to another; `made` are the claims that it has made, without those that follow from them.
    """

    resting: tuple[Span, ...] = ()
    made: Collection[Claim] = ()
    _news: Sequence[Span] | None = ()

    def take_changed(self) -> Sequence[Span] | None:
        """The spans whose claims have changed since this was last asked, and all mentions of entities that have.

        None where anything may have changed.
        """
        news, self._news = self._news, ()
        return news

    def desk(self) -> Desk:
        """What tasks are told of the article."""
        return Desk(self)

    def do(self, step: Step) -> Change:
        """Carry out a step; nothing is decided by one without events, but one may go somewhere.

        Raises what `AnnotationSession` raises where a step is illegal or cannot be written.
        """
        stand = step.focus or self.focus
        if not step.events:
            if step.focus:
                self.go_to(step.focus)
            return Change(message=step.message)
        change = self._do(step.events, keep_focus=stand, bulk=step.bulk)
        return replace(change, message=step.message or change.message)

    def _write(self, decisions: Sequence[Decision]) -> bool:
        changed = self.layer.claim_index.changed
        spans = (span for _, one in changed for span in ([one] if isinstance(one, Span) else one.spans))
        self.resting = tuple(dict.fromkeys(spans))
        standing = ((one, self.layer.claims.get(one)) for _, one in changed if not isinstance(one, Span))
        self.made = {one for one, now in standing if now and not now.auto}
        if self._news is None or self.layer.changed():
            self._news = None
        else:
            self._news = tuple(dict.fromkeys((*self._news, *self.resting, *self._mentions_of_changed())))
        return super()._write(decisions)

    def _mentions_of_changed(self) -> Iterator[Span]:
        """All mentions of the entities that mentions have left, or come to."""
        index, members = self.layer.claim_index, self.layer.members
        for (table, span), before in index.changed.items():
            if table == "members":
                for standing in filter(None, (before, members.get(span))):
                    yield from index.mentions(standing.entity)

    def _read_again(self) -> None:
        self._news = None
        super()._read_again()

    def undo(self, *, redo: bool = False) -> Change:
        """Take back one's last step, or bring it back, and stand where its claims are, if it had some."""
        self.resting = ()
        change = super().undo(redo=redo)
        if self.resting and self.focus not in self.resting and self.resting[0] in self.layer.held:
            self.go_to(self.resting[0])
        return change
