"""A review session: a reviewer settles what the annotators of one article disagree on.

What all agree on is gold without a word. The reviewer walks the conflicts; every verb of the review
screen is a method here that makes one step, writes it, and gives a `Change`. Rulings are decisions in
the layer `gold`, by the reviewer. What the annotators changed since is brought into that layer together
with the next step, by the review itself, and is on nobody's undo stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from annotator.domain.claims.values import Same
from annotator.domain.decisions import (
    GOLD,
    Claimed,
    Commented,
    Event,
    Redone,
    Rejected,
    Relabelled,
    Removed,
    Resized,
    Returned,
    Undone,
    new_id,
)
from annotator.domain.disagreement.article_labels import Answer, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Conflict, Dispute, Said, Version, majority
from annotator.domain.span import Span
from annotator.errors import DecisionError, NothingToUndo, OverlapError, SchemeError
from annotator.plural import counted
from annotator.services.annotating import events as steps
from annotator.services.annotating.comments import comment_kept
from annotator.services.annotating.describe import describe
from annotator.services.annotating.edges import Edge, Step, moved_edges
from annotator.services.annotating.stored_cursor import Change, replaced
from annotator.services.reviewing import events, rulings
from annotator.services.reviewing import own_claims as own
from annotator.services.reviewing.rulings import BOTH, MAJORITY, NONE, OWN, RULES, Rule
from annotator.services.reviewing.stored_cursor import StoredReviewCursor, fresh
from annotator.storage.queries.people.questions import is_answer
from annotator.storage.queries.review_queue import statuses, waits

Ruling = tuple[Dispute, Said, str]


class ReviewSession(StoredReviewCursor):
    """One reviewer's work on one article. Raises `NoProject` where there is no such article.

    If it `approves`, a ruling on the last conflict that is open approves the article in the same step, and `approved`
    is the sentence that says that the last verb did so, or "".
    """

    approves = False
    approved = ""

    # -- rulings

    @fresh
    def take(self, number: int) -> Change:
        """Take the version of that number, go on to the next open conflict; off any: mean that claim.

        Raises `DecisionError` if there is none.
        """
        if self.conflict is None and self.task != "names":
            return self._pick(number)
        choices = self.choices()
        if not 1 <= number <= len(choices):
            raise DecisionError(f"{counted(len(choices), 'version is', 'versions are')} here.")
        conflict, version = self.in_conflict(), choices[number - 1].version
        who = ", ".join(name for name, one in conflict.versions if one == version)
        return self._rule([(conflict, version, who)])

    def _pick(self, number: int) -> Change:
        """Mean the claim of gold of that number. Raises `DecisionError` if there is none."""
        claims = own.claims_here(self)
        if not 1 <= number <= len(claims):
            raise DecisionError(
                f"{counted(len(claims), 'claim is', 'claims are') if claims else 'No claim is'} gold here."
            )
        self.picked = number - 1
        return Change(message="x takes it away.")

    @fresh
    def majority(self) -> Change:
        """Take what more than half of the annotators say. Raises `DecisionError` where no version has that many."""
        version = majority(self.in_conflict())
        if version is None:
            raise DecisionError("No version has a majority here.")
        return self._rule([(self.in_conflict(), version, MAJORITY)])

    @fresh
    def both(self) -> Change:
        """Keep all spans. Raises `DecisionError` where the scheme does not let them overlap."""
        return self._rule([(self.in_conflict(), rulings.both(self.in_text(), self.scheme.allows), BOTH)])

    @fresh
    def none(self) -> Change:
        """Rule that nobody is right: nothing holds. Off any conflict: take away the gold span or claim there."""
        if self.conflict:
            return self._rule([(self.conflict, rulings.nothing(self.conflict), NONE)])
        if self.task != "names":
            return self._do([own.taking_away(self)])
        focus = self.focused()
        held = self.layer.held[focus]
        return self._do([Rejected(focus) if held.ruled or held.suggested else Removed(focus)])

    @fresh
    def relate(self, name: str) -> Change:
        """Rule that another relation holds between the ends. Raises what `other_label` raises."""
        conflict = self.in_claims()
        return self._rule([(conflict, own.other_label(conflict, name, self.scheme.claims), OWN)])

    @fresh
    def point(self, span: Span) -> Change:
        """Rule that a gold span is the other end, or the same entity; off any conflict: that the focus is the same."""
        if self.conflict is None and self.task == "same":
            return self._do([Claimed(Same(self.focused(), span))])
        conflict = self.in_claims()
        return self._rule([(conflict, own.other_end(conflict, span, self.scheme.claims), OWN)])

    @fresh
    def label(self, name: str) -> Change:
        """Give a label: to the conflict, as a version of one's own; off any conflict, to the focused gold span.

        With a selection, or on a bare word, a span of one's own is made. Raises `SchemeError` where the scheme has no
        such label, `DecisionError` where the span may not stand there.
        """
        if self.scheme.label(name) is None:
            raise SchemeError(f"The scheme has no label {name!r}.")
        name = self.scheme.current(name)
        if self.scheme.known(name).kind == "article":
            return self.note(name)
        if self.conflict and (self._selected_here() or not self.selection):
            version = self._marked(name) if self.selection else self._relabelled(name)
            change = self._rule([(self.conflict, version, OWN)], stay=self.conflict in self.settled)
            self.selection = None
            return change
        if self.focus and not self.selection:
            if self.focus.label == name:
                return Change(message=f"It is {name} already.")
            return self._correct(steps.relabelling(self, self.focus, name))
        span = Span(*self.selected(), name)
        if span in self.layer.held:
            self.selection = None
            return Change(message="That span is there already.")
        change = self._correct(steps.adding(self, span))
        self.selection = None
        return change

    @fresh
    def resize(self, edge: Edge, step: Step, *, by_character: bool = False, times: int = 1) -> Change:
        """Move an edge by tokens (or characters), `step` 1 to the right, -1 to the left; the focus stays."""
        if self.conflict:
            conflict, (base, old) = self.in_text(), self._base()
            edges = (old.start, old.end)
            moved = moved_edges(self.tokens, self.text, edges, edge, step, by_character=by_character, times=times)
            new = old.resized(*moved)
            return self._rule([(conflict, rulings.changed(base, old, new), OWN)], stay=True)
        focus = self.focused()
        edges = self.moved_edges(focus, edge, step, by_character=by_character, times=times)
        return self._correct(steps.resizing(self, focus, *edges), focus=focus.resized(*edges))

    def _correct(self, made: Sequence[Event], focus: Span | None = None) -> Change:
        """Correct gold off any conflict; what gives way is told."""
        change = self._do(events.kept_out(self, made), focus=focus)
        return replace(change, message=f"{replaced(made, self.text)} {change.message}".strip())

    def _selected_here(self) -> bool:
        """Whether what is selected, if anything, touches the conflict under the cursor."""
        start, end = self.selection or (self.in_conflict().start, self.in_conflict().end)
        return start < self.in_conflict().end and self.in_conflict().start < end

    def _relabelled(self, name: str) -> Version:
        base, old = self._base()
        return rulings.changed(base, old, old.labelled(name))

    def _marked(self, name: str) -> Version:
        """The selection as a version of one's own; beside what was ruled here already, where it may stand there."""
        new = Span(*self.selected(), name)
        ruling = self.settled.get(self.in_text())
        kept = (span for span in (ruling[0].spans if ruling else ()) if self.scheme.allows(span, new))
        return tuple(sorted({new, *kept}))

    def _base(self) -> tuple[Version, Span]:
        """The version that one's own starts from, and the span of it that the cursor is in (else the first)."""
        conflict = self.in_text()
        ruling = self.settled.get(conflict)
        base = rulings.starting_point(conflict, ruling[0].spans if ruling else ())
        here = [span for span in base if span.start <= self.cursor < span.end]
        return base, min(here, key=len, default=base[0])

    # -- the article as a whole

    def answering(self, name: str) -> ArticleConflict | None:
        """The conflict about the article that setting this label would settle, if there is one."""
        found = (one for one in self.alignment.labels.conflicts if self.answers(one, name))
        return next(found, None)

    def answers(self, conflict: ArticleConflict, name: str) -> bool:
        """Whether a label, used by somebody or not, is an answer to the question of a conflict."""
        groups = (group for group in self.scheme.groups if group.name == conflict.question and group.choice == "one")
        return name in conflict.labels or any(name in group.labels for group in groups)

    @fresh
    def note(self, name: str) -> Change:
        """Set or take back a label of the article, as a ruling of one's own where there is a conflict about it.

        In a group of one choice the others go. Raises `SchemeError` where the scheme has no such label.
        """
        name = self.scheme.known(name).name
        on = not self.layer.cats.get(name)
        conflict = self.answering(name)
        if conflict:
            version = (Answer(name, on),) if on else rulings.nothing(conflict)
            self._do(events.ruling(self, conflict, version, OWN))
        else:
            self._do(steps.noting(self, name, on=on))
        return Change(message=f"{name}: {'yes' if on else 'no'}.")

    # -- many at once

    def preview(self, rule: str) -> list[Ruling]:
        """What a rule of `rulings.RULES` would settle among the open conflicts."""
        return self._by(RULES[rule][1], rule)

    def preview_of(self, annotator: str) -> list[Ruling]:
        """What taking all open conflicts as one annotator has them would settle."""

        def theirs(conflict: Dispute, _text: str) -> Said | None:
            return next((version for who, version in conflict.versions if who == annotator), None)

        return self._by(theirs, annotator)

    def _by(self, rule: Rule, choice: str) -> list[Ruling]:
        found = ((conflict, rule(conflict, self.text)) for conflict in self.open)
        return [(conflict, version, choice) for conflict, version in found if version is not None]

    @fresh
    def settle_all(self, previewed: Sequence[Ruling]) -> Change:
        """Rule as previewed, as one step."""
        if not previewed:
            return Change(message="The rule applies to no open conflict.")
        change = self._rule(previewed, bulk=True)
        return Change(change.touched, f"{len(previewed)} settled. {change.message}".strip())

    # -- words, and the article as a whole

    @fresh
    def comment(self, text: str, instead: str = "") -> Change:
        """Say why: a comment on the conflict, on the focused gold span, or on the article.

        `instead` of another one, by its id: without words, of none.
        """
        about = self.focus
        if isinstance(self.conflict, Conflict):
            about = self._base()[1]
        elif isinstance(self.conflict, ClaimConflict):
            about = self.conflict.about[0]
        elif self.conflict:
            about = None
        return self._do([Commented(text.strip(), about, instead)], message=comment_kept(text))

    @fresh
    def approve(self, *, bulk: bool = False) -> Change:
        """Find the gold layer good; `bulk` if it is one of many that one key approves.

        Raises `DecisionError` while conflicts are open, or where nobody has finished.
        """
        if not self.layers:
            raise DecisionError("Nobody has finished this article yet.")
        if open_ := self.open_anywhere:
            raise DecisionError(f"{counted(len(open_), 'conflict is', 'conflicts are')} still open: tab goes there.")
        if self.layer.status == "approved" and not self.unwritten and not waits(self.store, self.key):
            return Change(message="It was approved already.")
        return self._do(events.approving(self), message=f"Approved.{self._own}", bulk=bulk)

    def approve_settled(self) -> Change:
        """Approve the article where its last conflict was settled, as `approves` says, and nobody has it back."""
        if not self.approves or self.open_anywhere or "returned" in statuses(self.store, self.key).values():
            return Change()
        change = self.approve()
        self.approved = f"{self._every} settled: approved.{self._own}"
        return replace(change, message=self.approved)

    @property
    def _every(self) -> str:
        count = len(self.every)
        return f"All {count:,} conflicts are" if count > 1 else "The only conflict is"

    @property
    def _own(self) -> str:
        return " You labelled it, too: nobody else has approved it." if self.own_work else ""

    def give_back(self, annotator: str, text: str = "") -> Change:
        """Return the article to an annotator, with the reviewers' comments and a word of why.

        Raises `DecisionError` where the annotator has not finished it.
        """
        if annotator not in self.layers:
            raise DecisionError(f"{annotator} has not finished this article.")
        known = {(one.text, one.span) for one in self.layers[annotator].comments}
        words = [Commented(one.text, one.span) for one in self.layer.comments if (one.text, one.span) not in known]
        shown = self.shown[annotator]  # before the layer comes or goes with it
        self._elsewhere(annotator, [*words, Returned(text.strip())])
        return Change(message=f"Returned to {shown}.")

    # -- back and forth

    @fresh
    def undo(self, *, redo: bool = False) -> Change:
        """Take back the reviewer's last step (or bring back the last one undone) and stand where it was done.

        Raises `NothingToUndo` where there is none, or where it was elsewhere (see `Store.last_step`).
        """
        found = self.store.last_step(self.reviewer, undone=redo)
        if found is None or found[1] != self.key or found[2] not in (GOLD, *self.layers):
            raise NothingToUndo("There is nothing to redo." if redo else "There is nothing to undo.")
        event: Event = Redone(found[0]) if redo else Undone(found[0])
        if found[2] != GOLD:
            shown = self.shown[found[2]]
            what = "answer" if is_answer(self.store, found[0]) else "return"
            self._elsewhere(found[2], [event])
            return Change(message=f"The {what} to {shown} is {'back' if redo else 'taken back'}.")
        before, gone = dict(self.settled), self.layer.undone.get(found[0], ())
        try:
            change = self._do([event])
        except OverlapError as error:
            self.store.pass_over(found[0])
            raise OverlapError(f"{error} {'r' if redo else 'u'} goes on with the one before it.") from error
        undone = [one.event for one in gone or self.layer.undone[found[0]]]
        moved = [one for one in self.every if before.get(one) != self.settled.get(one)]
        again = [one.span for one in undone if isinstance(one, Resized | Relabelled) and one.span in self.layer.held]
        if moved:
            self.stand_in(moved[0])
        elif again:
            self.move(again[0].start, focus=again[0])
        return replace(change, message=f"{'Brought' if redo else 'Taken'} back: {describe(undone, self.text)}.")

    # -- what a ruling takes

    def _rule(self, ruled: Iterable[Ruling], *, stay: bool = False, bulk: bool = False) -> Change:
        """Rule on conflicts, as one step, and go on to the next open one."""
        ruled = list(ruled)
        taken = [event for one in ruled for event in events.ruling(self, *one)]
        last = not stay and not self.scheme.claims and self._last_open({conflict for conflict, *_ in ruled})
        step = new_id() if self.scheme.claims else ""
        change = self._do([*taken, *(events.approving(self) if last else ())], bulk=bulk, step=step)
        self.stand_in(ruled[0][0])
        if stay or self.next_open():
            return change
        if elsewhere := [one for one in self.task_progress() if one.open]:
            count = counted(elsewhere[0].open, "conflict")
            return replace(change, message=f"All settled here: tab goes on to {elsewhere[0].task}, {count}.")
        if self.scheme.claims and self.approves and "returned" not in statuses(self.store, self.key).values():
            self._do(events.approving(self), bulk=bulk, step=step)  # what was ruled may have opened nothing else
            last = True
        if last:
            self.approved = f"{self._every} settled: approved.{self._own}"
        return replace(change, message=self.approved if last else f"{self._every} settled: s approves.")

    def _last_open(self, ruled: AbstractSet[Dispute]) -> bool:
        """Whether to rule on these approves the article: no other conflict is open, and nobody has it back."""
        if not self.approves or not self.open or {*self.open} - ruled:
            return False
        return "returned" not in statuses(self.store, self.key).values()

    def next_task(self) -> Change:
        """Go on to the next task, and to its first open conflict."""
        at = self.tasks.index(self.task)
        self.go_to_task(self.tasks[(at + 1) % len(self.tasks)])
        self.next_open()
        return Change()
