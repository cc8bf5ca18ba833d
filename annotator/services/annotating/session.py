"""An annotation session: one annotator at work on one article.

Every verb of the annotate screen is a method here, and makes the events of one step. The session
knows no screen; the screen asks it what there is and tells it what was pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from annotator.domain.decisions import (
    Commented,
    Event,
    Finished,
    Flagged,
    Redone,
    Removed,
    Reopened,
    Skipped,
    Superseded,
    Undone,
)
from annotator.domain.span import Span, Stretch
from annotator.domain.state import COMPLETE
from annotator.domain.suggestion import Suggestion
from annotator.errors import NothingToUndo, OverlapError, SchemeError
from annotator.plural import counted
from annotator.services.annotating import events as steps
from annotator.services.annotating import many, parting, unread
from annotator.services.annotating.comments import comment_kept
from annotator.services.annotating.describe import accepted_itself, describe_steps, named, nothing_alike, passed_over
from annotator.services.annotating.edges import Edge, Step
from annotator.services.annotating.stored_cursor import Change, StoredCursor

Rest = Literal["accept", "reject"]
NEAR = 800
"""What begins no more than so many code points further on is seen on most screens."""


class AnnotationSession(StoredCursor):
    """One annotator's work on one article of a store. Raises `NoProject` where there is no such article."""

    added: Span | None = None
    """What was just made of a selection or a word: `all_same` and `resize` mean it, until one goes on or lets go."""

    def move(self, offset: int, *, focus: Span | None = None) -> None:
        """Put the cursor at an offset, and mean what is focused there from now on."""
        stood = self.cursor, self.focus
        super().move(offset, focus=focus)
        if stood != (self.cursor, self.focus):
            self.added = None

    def next_undecided(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) suggestion, and mean that; False where there is none."""
        self.added = None
        return super().next_undecided(back=back)

    def let_go(self) -> None:
        """Select nothing, and mean what is focused."""
        super().let_go()
        self.added = None

    def meant(self) -> Span:
        """What was just added, else what is focused. Raises `NoSuchSpan` where there is neither."""
        return self.added if self.added and self.added in self.layer.held else self.focused()

    # -- verdicts

    def accept(self) -> Change:
        """Accept the focused suggestion (or a rejected one) and go on; on a span that is held, only go on."""
        focus = self.focused()
        if focus in self.layer.held:
            self.next_undecided()
            return Change()
        return self._do(steps.accepting(self, [focus]), advance_from=focus)

    def reject(self) -> Change:
        """Reject the focused suggestion, or take away the focused span with what follows (see `unread`), and go on."""
        focus = self.focused()
        if focus in self.layer.rejected:
            self.next_undecided()
            return Change()
        following = many.rejecting_all(self, unread.gone_with(self, focus))
        events = [*steps.rejecting(self, focus), *following.events]
        return self._saying_who_followed(self._do(events, advance_from=focus, bulk=following.done > 0), following)

    def label(self, name: str) -> Change:
        """Give a label: to the selection or bare word (adds a span), or to what is focused (relabels it).

        What was accepted unread, over the same words, follows (see `unread`). A label of articles is set or taken
        back. Raises `SchemeError` where the scheme has no such label, `DecisionError` where the span may not stand
        there.
        """
        if self.scheme.label(name) is None:
            raise SchemeError(f"The scheme has no label {name!r}.")
        name = self.scheme.current(name)
        if self.scheme.known(name).kind == "article":
            return self.note(name, on=not self.layer.cats.get(name))
        if self.selection or self.focus is None:
            return self._add(name)
        focus = self.focus
        if focus.label == name:
            return self.accept() if focus not in self.layer.held else Change(message=f"It is {name} already.")
        going_on = focus not in self.layer.held
        target, following = focus.labelled(name), many.relabelling_all(self, unread.followers(self, focus), name)
        change = self._do(
            [*steps.relabelling(self, focus, name), *following.events],
            advance_from=target if going_on else None,
            keep_focus=target,
            bulk=following.done > 0,
        )
        return self._saying_who_followed(change, following)

    @staticmethod
    def _saying_who_followed(change: Change, following: many.Many) -> Change:
        return replace(change, message=" ".join(filter(None, (change.message, unread.follow(following.done)))))

    def _add(self, name: str) -> Change:
        span = Span(*self.selected(), name)
        if span in self.layer.held:
            self.go_to(span)
            return Change(message="That span is there already.")
        held = steps.replaced(self, span)
        following = many.relabelling_all(self, unread.followers(self, held) if held else (), name)
        if held:
            events = [*steps.relabelling(self, held, name), *following.events]
        elif span in self.proposals.open:
            events = steps.accepting(self, [span])
        else:
            same = steps.same_edges(self, span)
            events = steps.relabelling(self, same, name) if same else steps.adding(self, span)
        back_to = self.came_from
        if self.focus in self.layer.held or (back_to and self._reads_on(*back_to)):
            change = self._do(events, keep_focus=span, bulk=following.done > 0)
            self.selection = None
        else:
            advance_from = None if back_to else span
            change = self._do(events, advance_from=advance_from, back_to=back_to, bulk=following.done > 0)
            self.selection, self.added = None, span
        return self._saying_who_followed(change, following)

    def _reads_on(self, cursor: int, focus: Span | None) -> bool:
        """Whether who stood there was on no suggestion, nor on a span with one `NEAR` behind it to go on to."""
        following = next(self.proposals.leaders(cursor), None)
        is_near = following is not None and following.start < cursor + NEAR
        return focus not in self.proposals.open and not (focus and is_near)

    def resize(self, edge: Edge, step: Step, *, by_character: bool = False, times: int = 1) -> Change:
        """Move an edge of what is meant by tokens (or characters), 1 to the right or -1 to the left, and focus it."""
        return self.resize_to(*self.moved_edges(self.meant(), edge, step, by_character=by_character, times=times))

    def resize_to(self, start: int, end: int) -> Change:
        """Give what is meant these edges, and focus it."""
        focus = self.meant()
        return self._do(steps.resizing(self, focus, start, end), keep_focus=focus.resized(start, end))

    def split(self) -> Change:
        """Make two spans of the focused one, the second from the token under the cursor on, and focus that."""
        left, right = parting.parts_of(self, self.focused(), self.cursor)
        change = self._do(parting.splitting(self, self.focused(), left, right), keep_focus=right)
        return Change(change.touched, f"Split: {named(left, self.text)}, {named(right, self.text)}.")

    def merge(self) -> Change:
        """Make one span of what is meant and the one behind it, under the label of the first, and focus it."""
        span = self.meant()
        other = parting.following(self, span)
        merged = span.resized(span.start, max(span.end, other.end))
        change = self._do(parting.merging(self, span, other), keep_focus=merged)
        return Change(change.touched, f"Merged: {named(merged, self.text)}.")

    # -- many at once

    def accept_sure(self) -> Change:
        """Accept every leading suggestion whose score reaches the scheme's `accept_at`, as one step."""
        spans = list(self.proposals.sure)
        if not spans:
            return Change(message=f"No open suggestion reaches {self.scheme.accept_at:.2f}.")
        change = self._do(steps.accepting(self, spans), keep_focus=self.focus, bulk=True)
        if self.focus is None or self.focus in self.layer.held:
            self.next_undecided()
        return Change(change.touched, f"{len(spans)} accepted.")

    def all_same(self) -> Change:
        """Decide every identical string of the article as what is meant (if open, it is accepted), as one step.

        Where that was just added one stays where one is. What lies inside longer spans and suggestions, and what was
        decided otherwise by somebody who read it, is passed over and counted.
        """
        meant, stood = self.meant(), (self.cursor, self.focus)
        alike = steps.all_same(self, meant)
        if not alike.events:
            return Change(message=nothing_alike(alike))
        count = sum(not isinstance(event, Superseded | Removed) for event in alike.events)
        kept, back_to, about = (meant, None, "") if meant == self.focus else (None, stood, named(meant, self.text))
        touched = self._do(alike.events, keep_focus=kept, back_to=back_to, bulk=True).touched
        said = f"{count} decided alike{about and f' as {about}'}"
        self.added = None
        return Change(touched, f"{', '.join(filter(None, (said, passed_over(alike))))}.")

    def accept_all(self, spans: Sequence[Span]) -> Change:
        """Accept suggestions, as one step; those that have no room are passed over and counted."""
        return self._decide_all(many.accepting_all(self, spans), "accepted")

    def reject_all(self, spans: Sequence[Span]) -> Change:
        """Reject suggestions and take away spans of one's own, as one step."""
        return self._decide_all(many.rejecting_all(self, spans), "rejected or removed")

    def label_all(self, spans: Sequence[Span], name: str) -> Change:
        """Give spans and suggestions a label, as one step; those that have no room are passed over and counted."""
        return self._decide_all(many.relabelling_all(self, spans, name), f"labelled {name}")

    def _decide_all(self, found: many.Many, did: str) -> Change:
        stood = self.cursor, self.focus
        touched = self._do(found.events, back_to=stood, bulk=True).touched if found.events else None
        return Change(touched, f"{found.told(did)}{'; u takes it back' if found.events else ''}.")

    def accept_itself(self, suggestions: Iterable[Suggestion]) -> Change:
        """Accept suggestions whose string was confirmed before, marked as such, as one step."""
        events = steps.accepting_themselves(self, suggestions)
        return self._do(events, keep_focus=self.focus, bulk=True) if events else Change()

    # -- the article as a whole

    def comment(self, text: str, span: Span | None = None, instead: str = "") -> Change:
        """Write a comment on a span, or on the article; `instead` of another one, by its id: without words, of none."""
        self._do([Commented(text.strip(), span, instead)], keep_focus=self.focus)
        return Change((span.start, span.end) if span else None, comment_kept(text))

    def flag(self) -> Change:
        """Flag the article, or take the flag off."""
        self._do([Flagged(not self.layer.flagged)], keep_focus=self.focus)
        return Change(message="Flagged." if self.layer.flagged else "Flag taken off.")

    def note(self, name: str, *, on: bool) -> Change:
        """Set or take back a label of the article as a whole; in a group of one choice, the others go."""
        self._do(steps.noting(self, name, on=on), keep_focus=self.focus)
        return Change(message=f"{name}: {'yes' if on else 'no'}.")

    def finish(self, rest: Rest | None = None) -> Change:
        """Be done with the article; open suggestions are accepted or rejected first, as `rest` says."""
        events: list[Event] = []
        if rest == "accept":
            events = steps.accepting(self, self.proposals.leaders())
        elif rest == "reject":
            events = [event for span in self.proposals.open for event in steps.rejecting(self, span)]
        if self.layer.status not in COMPLETE:
            events.append(Finished())
        if not events:
            return Change(message="It was finished already.")
        return self._do(events, keep_focus=self.focus, bulk=len(events) > 1)

    def skip(self) -> Change:
        """Pass the article by."""
        if self.layer.status == "skipped":
            return Change(message="It was skipped already.")
        return self._do([Skipped()], keep_focus=self.focus)

    def reopen(self) -> Change:
        """Work on a finished or skipped article again."""
        return self._do([Reopened()], keep_focus=self.focus)

    # -- back and forth

    def undo(self, *, redo: bool = False) -> Change:
        """Take back one's last step (or bring back the last one undone) and stand where it was done.

        What accepted itself behind it goes (or comes) with it. A step of which nothing is left, as after two labels
        became one, is passed over. Raises `NothingToUndo` where there is none, or where it was in another article (see
        `Store.last_step`); `OverlapError` where a span has come in the way, and passes the step over from then on.
        """
        self.take_scheme()
        passed, touched, done = 0, [], list[list[Event]]()
        while (found := self.store.last_step(self.annotator, undone=redo)) and found[1:] == (self.key, self.annotator):
            if redo and done and not accepted_itself(self.undone(found[0])):
                break
            stretch, events = self._step_back(found[0], redo=redo, stay=redo and bool(done))
            if not events:
                passed += 1
                continue
            touched.append(stretch)
            done.append(events)
            if not redo and not accepted_itself(events):
                break
        if done:
            said = f"{'Brought' if redo else 'Taken'} back: {describe_steps(done, self.text)}."
            return Change(touched[0] if len(touched) == 1 else (0, len(self.text)), f"{said} {_passed(passed)}".strip())
        if passed:
            return Change(message=_passed(passed))
        raise NothingToUndo("There is nothing to redo." if redo else "There is nothing to undo.")

    def _step_back(self, step: str, *, redo: bool, stay: bool) -> tuple[Stretch | None, list[Event]]:
        """Take back (or bring back) one step and stand there, or `stay`; gives where, and what of it was left."""
        if not self.layer.knows_step(step):
            self._read_again()  # it was done, or undone, in another window
        void = not redo and self.layer.position_of(step) is None
        events, back = self.undone(step), Redone(step) if redo else Undone(step)
        try:
            change = self._do([back], focus_changed=not stay, keep_focus=self.focus if stay else None)
        except OverlapError as error:
            self.store.pass_over(step)
            raise OverlapError(f"{error} {'r' if redo else 'u'} goes on with the one before it.") from error
        if void or (self.layer.position_of(step) is not None) != redo:
            return None, []
        self.selection = None
        return change.touched, events or self.undone(step)


def _passed(count: int) -> str:
    return f"Passed over: {counted(count, 'action')} of which nothing is left." if count else ""
