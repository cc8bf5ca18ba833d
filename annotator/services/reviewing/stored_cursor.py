"""How a reviewer's steps are written: into the gold layer, or into the layer of an annotator.

A step is on disk before it is told of. What the annotators changed since the gold layer was last
written goes with it, as decisions of the review itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import chain
from typing import Concatenate, ParamSpec, TypeGuard, TypeVar

from annotator.domain.claim_review.alignment import Found
from annotator.domain.claim_review.reviewed import standing_on
from annotator.domain.decisions import GOLD, Decision, Event, Redone, Ruled, Undone, decide
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import REOPENED, Dispute
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, DecisionError
from annotator.services.annotating.describe import fits_no_more, went_with
from annotator.services.annotating.stored_cursor import IDLE_MS, Change
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.storage.queries.review_queue import revisions
from annotator.storage.store import StaleLayer, Store

REVIEW = "review"
"""The origin of what the review itself decides, so that it is on nobody's undo stack."""


P = ParamSpec("P")
S = TypeVar("S", bound="StoredReviewCursor")


def fresh(verb: Callable[Concatenate[S, P], Change]) -> Callable[Concatenate[S, P], Change]:
    """A verb that works on what is on disk: read anew where another process has decided since, or is faster now."""

    @wraps(verb)
    def on_fresh(desk: S, /, *args: P.args, **options: P.kwargs) -> Change:
        desk.catch_up()
        try:
            return verb(desk, *args, **options)
        except StaleLayer:
            return on_fresh(desk, *args, **options)

    return on_fresh


class StoredReviewCursor(ReviewCursor):
    """A reviewer's cursor whose steps are written, in the name of `reviewer`."""

    def __init__(
        self,
        store: Store,
        key: str,
        reviewer: str,
        *,
        blind: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(store, key, blind=blind)
        self.reviewer = reviewer
        store.follow(reviewer)
        self._clock, self._since = clock, clock()
        first = next((one for one in self.every if one not in self.settled), None)
        if first:
            self.stand_in(first)

    @property
    def own_work(self) -> bool:
        """Whether the reviewer is one of those who labelled the article."""
        return self.reviewer in self.layers

    def catch_up(self) -> None:
        """Read the article anew where another process has decided in it since.

        Raises `DecisionError` where an annotator did: what is to be ruled may be another thing now.
        """
        if self.take_scheme():
            raise DecisionError("The labels were changed meanwhile: this is how it stands now.")
        now = revisions(self.store, self.key)
        if now == self.revisions:
            return
        heard, shown = self.heard, self.shown
        self.read()
        changed = [name for name in sorted({*self.heard, *heard}) if self.heard.get(name) != heard.get(name)]
        if changed:
            who = ", ".join({**shown, **self.shown}[name] for name in changed)
            raise DecisionError(f"Changed meanwhile by {who}: this is how it stands now.")

    def take_scheme(self) -> bool:
        """Go on under the scheme of now, and say whether it is another one."""
        scheme = self.store.scheme()
        if scheme is self.scheme:
            return False
        self.scheme = self.proposals.scheme = scheme
        self.read()
        return True

    def _do(
        self,
        events: Sequence[Event],
        *,
        focus: Span | None = None,
        message: str = "",
        bulk: bool = False,
        step: str = "",
    ) -> Change:
        """Apply one step to the gold layer and write it; nothing is changed where it is illegal.

        Behind `message` it says which claims went with a span, or no longer fit it. `step` is the id of a step that was
        begun in another article, if it was.
        """
        elapsed = self._elapsed()
        decisions = decide(list(events), layer=GOLD, by=self.reviewer, elapsed_ms=elapsed, bulk=bulk, step=step)
        step_all(self.layer, decisions, self.scheme.allows)
        changed = [span for _, span in self.layer.changed()]
        claims = went_with(self.layer, events), fits_no_more(self.layer, events, self.scheme.claims)
        decisions += self.keep_up(decisions)
        try:
            with self.store.write():
                self.revisions[GOLD] = self.append(decisions)
        except AnnotatorError:
            self.read()
            raise
        self.unwritten = []
        here, conflict = focus or self.focus, self.conflict
        self.move(here.start if here else self.cursor, focus=here if here in self.layer.held else None)
        if isinstance(conflict, ClaimConflict):
            self.conflict = next((one for one in self.conflicts if one.name == conflict.name), self.conflict)
        elif conflict:
            self.conflict = self.named(conflict.name) or self.conflict
        elif self.focus and self.focus == here:
            self.conflict = None
        touched = (min(one.start for one in changed), max(one.end for one in changed)) if changed else None
        return Change(touched, " ".join(filter(None, (message, *claims))))

    def append(self, decisions: Sequence[Decision]) -> int:
        """Write a step that is applied, inside a `write()`, behind what the review itself decided before it.

        Gives the revision of the gold layer after it. Raises what `Store.append` raises.
        """
        at = self.revisions.get(GOLD, 0)
        self.store.append(self.key, self.text, self.unwritten, self.layer, revision=at, origin=REVIEW)
        at += bool(self.unwritten)
        self.store.append(self.key, self.text, decisions, self.layer, revision=at)
        return at + bool(decisions)

    def keep_up(self, decisions: Sequence[Decision]) -> list[Decision]:
        """See which conflicts are settled after a step.

        What is claimed is compared anew on the gold of now; what that takes belongs to the step, and is given back.
        """
        events = [decision.event for decision in decisions]
        rulings = [event for event in events if isinstance(event, Ruled) and event.choice != REOPENED]
        ruled = {event.conflict: self.named(event.conflict) for event in rulings}
        back = next((event for event in events if isinstance(event, Undone | Redone)), None)
        if back and (found := self._ruled_alone(back.step)):
            self.claims = self.claims.with_rulings(found)
            others = ((one, ruling) for one, ruling in self.settled.items() if one not in found)
            self.settled = dict(chain(others, ((one, ruling) for one, ruling in found.items() if ruling)))
            return []
        if self.scheme.claims and back is None:
            claims = {one: self.layer.rulings[name] for name, one in ruled.items() if self._ends(one)}
            if len(claims) == len(events):
                self.claims = self.claims.with_rulings(claims)
                self.settled = dict(chain(self.settled.items(), claims.items()))
                return []
            follow = decide(
                list(self.settling()), layer=GOLD, by=self.reviewer, bulk=decisions[0].bulk, step=decisions[0].step
            )
            step_all(self.layer, follow)
            return follow
        if back or None in ruled.values():
            self.settle()
        for name, conflict in ruled.items():
            if conflict:
                self.settled[conflict] = self.layer.rulings[name]
        return []

    def _ends(self, conflict: Dispute | None) -> TypeGuard[ClaimConflict]:
        """Whether nothing else rests on what is ruled on a conflict."""
        relations = any(one.of == "relation" for one in self.scheme.claims.attributes)
        return isinstance(conflict, ClaimConflict) and (
            conflict.task in ("who", "facts") or (conflict.task == "ties" and not relations)
        )

    def _ruled_alone(self, step: str) -> dict[ClaimConflict, Found | None]:
        """What stands now on the conflicts that a step ruled on, which was taken back or brought back.

        None at all where that changed anything else, or something may rest on it.
        """
        at = self.layer.position_of(step)
        decisions = self.layer.undone.get(step, ()) if at is None else self.layer.recorded(at)
        events = [one.event for one in decisions if one.step == step]
        rulings = [one for one in events if isinstance(one, Ruled) and one.choice != REOPENED]
        conflicts = [one for one in (self.named(ruling.conflict) for ruling in rulings) if self._ends(one)]
        said = (version for one in conflicts for _, version in one.versions)
        known = {*chain.from_iterable(said), *(claim for one in rulings for claim in one.claims)}
        changed = {claim for _, claim in self.layer.claim_index.changed}
        if len(conflicts) < len(events) or self.layer.changed() or not changed <= known:
            return {}
        return dict(zip(conflicts, map(standing_on(self.layer), conflicts), strict=True))

    def _elsewhere(self, annotator: str, events: Sequence[Event]) -> None:
        """Decide something in an annotator's layer, anew where somebody was faster, and see it."""
        state = self.store.layer(self.key, annotator)
        decisions = decide(list(events), layer=annotator, by=self.reviewer, elapsed_ms=self._elapsed())
        step_all(state.layer, decisions)
        try:
            with self.store.write():
                self.store.append(self.key, self.text, decisions, state.layer, revision=state.revision)
        except StaleLayer:
            self._elsewhere(annotator, events)
        else:
            self.read()

    def _elapsed(self) -> int:
        now = self._clock()
        elapsed, self._since = int((now - self._since) * 1000), now
        return min(elapsed, IDLE_MS)
