"""An annotation session: one annotator at work on one article.

Every verb of the annotate screen is a method here. A method makes the events of one step, proves
them legal, lets the cursor go on, and returns a `Change` only once the step is on disk. The session
knows no screen; the screen asks it what there is and tells it what was pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from annotator.domain.decisions import (
    Commented,
    Decision,
    Event,
    Finished,
    Flagged,
    Redone,
    Removed,
    Reopened,
    Skipped,
    Superseded,
    Undone,
    decide,
)
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import AnnotatorError, NothingToUndo, SchemeError
from annotator.services import steps
from annotator.services.desk import Desk
from annotator.services.proposals import Folded
from annotator.services.steps import Edge
from annotator.storage.store import StaleLayer, Store

Rest = Literal["accept", "reject"]
STORED, LEARNED, NEAR_MISSES = "stored", "learned", "near"

IDLE_MS = 120_000
"""More than this between two keys is a pause, and does not count as time spent."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a key did: the stretch of text in which something changed, and a word for the annotator."""

    touched: tuple[int, int] | None = None
    message: str = ""


class AnnotationSession(Desk):
    """One annotator's work on one article of a store. Raises `NoProject` where there is no such article."""

    def __init__(
        self,
        store: Store,
        key: str,
        annotator: str,
        *,
        folded: Folded | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        article = store.article(key)
        state = store.layer(key, annotator)
        super().__init__(article, store.scheme(), store.tokens(key, article.text), state.layer, folded)
        self.store, self.annotator = store, annotator
        self.elapsed_ms, self._revision = state.elapsed_ms, state.revision
        self._clock, self._since = clock, clock()
        self.on_screen: dict[str, Any] = {}
        self.loaded = 0

    # -- suggestions come in

    def load(self, end: int | None = None) -> bool:
        """Read stored suggestions that begin before offset `end` (all, if None); whether there may be more."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if stop > self.loaded:
            self.proposals.put(STORED, self.store.suggestions(self.key, self.loaded, stop), more=True)
            self.loaded = stop
        return self.loaded < len(self.text)

    def reload(self) -> list[Span]:
        """Read stored suggestions and token edges again, because new ones arrived; gives the spans that changed."""
        self.tokens = self.store.tokens(self.key, self.text)
        self.loaded = len(self.text)
        return self.proposals.put(STORED, self.store.suggestions(self.key))

    def load_near_misses(self) -> list[Span]:
        """Take the sources' near misses as suggestions too, weak as they are; gives the spans that came or went."""
        return self.proposals.put(NEAR_MISSES, self.store.suggestions(self.key, near=True))

    def learn(self, suggestions: Iterable[Suggestion]) -> list[Span]:
        """Take what was learned from decisions as suggestions; gives the spans that came or went."""
        return self.proposals.put(LEARNED, suggestions)

    # -- verdicts

    def accept(self) -> Change:
        """Accept the focused suggestion (or a rejected one) and go on; on a span that is held, only go on."""
        focus = self.focused()
        if focus in self.layer.held:
            self.next_undecided()
            return Change()
        return self._do(steps.accepting(self, [focus]), on=focus)

    def reject(self) -> Change:
        """Reject the focused suggestion, or take away the focused span, and go on."""
        focus = self.focused()
        if focus in self.layer.rejected:
            self.next_undecided()
            return Change()
        return self._do(steps.rejecting(self, focus), on=focus)

    def label(self, name: str) -> Change:
        """Give a label: to the selection or bare word (adds a span), or to what is focused (relabels it)."""
        if self.scheme.label(name) is None:
            raise SchemeError(f"The scheme has no label {name!r}.")
        name = self.scheme.current(name)
        if self.selection or self.focus is None:
            return self._add(name)
        focus = self.focus
        if focus.label == name:
            return self.accept() if focus not in self.layer.held else Change(message=f"It is {name} already.")
        going_on = focus not in self.layer.held
        target = focus.labelled(name)
        return self._do(steps.relabelling(self, focus, name), on=target if going_on else None, keep=target)

    def _add(self, name: str) -> Change:
        span = Span(*self.selected(), name)
        self.selection = None
        if span in self.layer.held:
            self.move(span.start, focus=span)
            return Change(message="That span is there already.")
        if span in self.proposals.open:
            return self._do(steps.accepting(self, [span]), on=span)
        same = steps.same_edges(self, span)
        return self._do(steps.relabelling(self, same, name) if same else steps.adding(self, span), on=span)

    def resize(self, edge: Edge, step: Literal[-1, 1], *, by_character: bool = False) -> Change:
        """Move an edge of what is focused by one token (or character): `step` 1 to the right, -1 to the left."""
        focus = self.focused()
        start, end = steps.moved_edges(self, focus, edge, step, by_character=by_character)
        return self._do(steps.resizing(self, focus, start, end), keep=focus.resized(start, end))

    # -- many at once

    def sure(self) -> list[Span]:
        """The leading suggestions whose score reaches the scheme's `accept_at`."""
        scored = ((span, self.suggestion(span).score) for span in self.proposals.leaders())
        return [span for span, score in scored if score is not None and score >= self.scheme.accept_at]

    def accept_sure(self) -> Change:
        """Accept every leading suggestion whose score reaches the scheme's `accept_at`, as one step."""
        spans = self.sure()
        if not spans:
            return Change(message=f"No open suggestion reaches {self.scheme.accept_at:.2f}.")
        change = self._do(steps.accepting(self, spans), keep=self.focus, bulk=True)
        if self.focus is None or self.focus in self.layer.held:
            self.next_undecided()
        return Change(change.touched, f"{len(spans)} accepted.")

    def all_same(self) -> Change:
        """Decide every identical string of the article as the focused one is (an open one is accepted), as one step."""
        focus = self.focused()
        events = steps.all_same(self, focus)
        if not events:
            return Change(message="The same words stand nowhere else undecided.")
        count = sum(not isinstance(event, Superseded) for event in events)
        return Change(self._do(events, keep=focus, bulk=True).touched, f"{count} decided alike.")

    def accept_itself(self, suggestions: Iterable[Suggestion]) -> Change:
        """Accept suggestions whose string was confirmed before, marked as such, as one step."""
        events = steps.accepting_themselves(self, suggestions)
        return self._do(events, keep=self.focus, bulk=True) if events else Change()

    # -- the article as a whole

    def comment(self, text: str, span: Span | None = None) -> Change:
        """Write a comment on a span, or on the article."""
        self._do([Commented(text.strip(), span)], keep=self.focus)
        return Change((span.start, span.end) if span else None, "Comment kept.")

    def flag(self) -> Change:
        """Flag the article, or take the flag off."""
        self._do([Flagged(not self.layer.flagged)], keep=self.focus)
        return Change(message="Flagged." if self.layer.flagged else "Flag taken off.")

    def note(self, name: str, *, on: bool) -> Change:
        """Set or take back a label of the article as a whole; in a group of one choice, the others go."""
        self._do(steps.noting(self, name, on=on), keep=self.focus)
        return Change(message=f"{name}: {'yes' if on else 'no'}.")

    def finish(self, rest: Rest | None = None) -> Change:
        """Be done with the article; open suggestions are accepted or rejected first, as `rest` says."""
        events: list[Event] = []
        if rest == "accept":
            events = steps.accepting(self, self.proposals.leaders())
        elif rest == "reject":
            events = [event for span in self.proposals.open for event in steps.rejecting(self, span)]
        if self.layer.status not in ("finished", "approved"):
            events.append(Finished())
        if not events:
            return Change(message="It was finished already.")
        return self._do(events, keep=self.focus, bulk=len(events) > 1)

    def skip(self) -> Change:
        """Pass the article by."""
        if self.layer.status == "skipped":
            return Change(message="It was skipped already.")
        return self._do([Skipped()], keep=self.focus)

    def reopen(self) -> Change:
        """Work on a finished or skipped article again."""
        return self._do([Reopened()], keep=self.focus)

    # -- back and forth

    def undo(self, *, redo: bool = False) -> Change:
        """Take back one's last step (or bring back the last one undone) and stand where it was done.

        Raises `NothingToUndo` where there is none, or where it was in another article (see `Store.last_step`).
        """
        found = self.store.last_step(self.annotator, undone=redo)
        if found is None or found[1:] != (self.key, self.annotator):
            raise NothingToUndo("There is nothing to redo." if redo else "There is nothing to undo.")
        self.selection = None
        return self._do([Redone(found[0]) if redo else Undone(found[0])], back=True)

    # -- the one way a step is done

    def _do(
        self,
        events: Sequence[Event],
        *,
        on: Span | None = None,
        keep: Span | None = None,
        back: bool = False,
        bulk: bool = False,
    ) -> Change:
        """Apply one step and write it; nothing is changed where it is illegal.

        The cursor goes on from `on`; or keeps the focus on `keep`; or, if `back`, goes to what changed.
        """
        decisions = decide(list(events), layer=self.annotator, by=self.annotator, elapsed_ms=self._elapsed(), bulk=bulk)
        step_all(self.layer, decisions, self.scheme.allows)
        changed = self.layer.changed()
        for _, span in changed:
            self.proposals.recheck(span.start, span.end)
        if back:
            self._stand_at(changed)
        elif on:
            self.focus = on
            if not self.next_undecided():
                self.move(on.start)
        elif keep:
            self.move(keep.start, focus=keep if self.state_of(keep) else None)
        self._write(decisions)
        return Change(_stretch(changed), _replaced(events))

    def _write(self, decisions: Sequence[Decision]) -> None:
        try:
            with self.store.write():
                self.store.append(
                    self.key, self.text, decisions, self.layer, revision=self._revision, undecided=self.undecided
                )
                self.store.save_place(self.annotator, self.key, self.place(), decisions[-1].at)
        except StaleLayer:
            self._read_again()
            first = decisions[0]
            again = decide(
                [one.event for one in decisions],
                layer=first.layer,
                by=first.by,
                elapsed_ms=first.elapsed_ms,
                bulk=first.bulk,
            )  # ids of now, because decisions count in the order of their ids
            step_all(self.layer, again, self.scheme.allows)
            self.proposals.recheck(0, len(self.text))
            self._write(again)
        except AnnotatorError:
            self._read_again()
            raise
        else:
            self._revision += 1

    def _read_again(self) -> None:
        """Take the layer as it is on disk."""
        state = self.store.layer(self.key, self.annotator)
        self.layer, self._revision = state.layer, state.revision
        self.proposals.layer = self.layer
        self.proposals.recheck(0, len(self.text))
        self.move(self.cursor)

    def _stand_at(self, changed: list[tuple[str, Span]]) -> None:
        for table in ("held", "rejected", "aside"):
            spans = sorted(span for where, span in changed if where == table)
            here = [span for span in spans if self.state_of(span) in ("held", "open")]
            if spans:
                self.move((here or spans)[0].start, focus=here[0] if here else None)
                return

    def _elapsed(self) -> int:
        now = self._clock()
        elapsed, self._since = int((now - self._since) * 1000), now
        return min(elapsed, IDLE_MS)

    # -- coming back

    def place(self) -> dict[str, Any]:
        """Where the annotator stands, as `Store.save_place` keeps it, with what the screen put into `on_screen`."""
        focus = self.focus
        edges = [focus.start, focus.end, focus.label] if focus else None
        return {**self.on_screen, "cursor": self.cursor, "focus": edges}

    def resume(self) -> dict[str, Any]:
        """Stand where one stood last, else at the first open suggestion; gives the place that was kept."""
        place = self.store.place(self.annotator, self.key)
        cursor, focus = place.get("cursor"), place.get("focus")
        if isinstance(cursor, int):
            span = Span(*focus) if focus else None
            self.move(cursor, focus=span if span and self.state_of(span) else None)
        elif not self.next_undecided():
            self.move(0)
        return place


def _stretch(changed: list[tuple[str, Span]]) -> tuple[int, int] | None:
    spans = [span for _, span in changed]
    return (min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def _replaced(events: Sequence[Event]) -> str:
    """Say it where a step took away spans that were in the way of another."""
    count = sum(isinstance(event, Removed) for event in events) if len(events) > 1 else 0
    return f"{count} span{'s' if count > 1 else ''} replaced." if count else ""
