"""A cursor over an article of a store: what it shows is read from there, and every step is written there.

A step is proved legal first, then the cursor goes on, and a `Change` is given only once it is on disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import (
    Decision,
    Event,
    Relabelled,
    Removed,
    Resized,
    Restored,
    Undone,
    decide,
    new_id,
    time_of,
)
from annotator.domain.layer import step_all
from annotator.domain.span import Span, Stretch
from annotator.domain.suggestion import Suggestion
from annotator.errors import AnnotatorError, ProjectError
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.describe import fits_no_more, named, went_with
from annotator.services.annotating.edges import snap_named
from annotator.services.annotating.suggestions import STORED, Proposals
from annotator.storage.source_settings import hidden
from annotator.storage.store import StaleLayer, Store
from annotator.storage.suggested.voted import voted_suggestions

LEARNED, NEAR_MISSES = "learned", "near"

IDLE_MS = 120_000
"""More than this between two keys is a pause, and does not count as time spent."""


_FIRST_PAGE = 800
"""Up to this offset a suggestion is seen on most screens together with the title."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a key did: the stretch of text in which something changed, and a word for the annotator."""

    touched: tuple[int, int] | None = None
    message: str = ""


class StoredCursor(ArticleCursor):
    """The cursor of one annotator over one article of a store. Raises `NoProject` where there is no such article."""

    def __init__(
        self,
        store: Store,
        key: str,
        annotator: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        article = store.article(key)
        state = store.layer(key, annotator)
        store.follow(annotator)
        super().__init__(article, store.scheme(), store.tokens(key, article.text), state.layer, hidden(store))
        self.store, self.annotator = store, annotator
        self.elapsed_ms, self._revision = state.elapsed_ms, state.revision
        self._clock, self._since = clock, clock()
        self.on_screen: dict[str, Any] = {}
        self._kept: dict[str, Any] | None = None
        self.loaded = 0
        self.decided: set[Span] = set()
        """Where the layer has changed; whoever learns from it takes out what it has learned."""
        self.judged: set[Span] = set()
        """The same, for whoever counts what suggestions are worth."""

    # -- suggestions come in

    def load(self, end: int | None = None) -> bool:
        """Read stored suggestions that begin before offset `end` (all, if None); whether there may be more."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if stop > self.loaded:
            suggestions, reached = voted_suggestions(self.store, self.key, self.loaded, stop)
            self.proposals.put(STORED, suggestions, more=True)
            self.loaded = reached or stop
        return self.loaded < len(self.text)

    def reload(self) -> list[Span]:
        """Read stored suggestions and token edges again, because new ones arrived; gives the spans that changed."""
        self.tokens = self.store.tokens(self.key, self.text)
        if self.selection:
            self._selection = snap_named(self.tokens, self.text, *self.selection)
        self.loaded = len(self.text)
        return self.proposals.put(STORED, voted_suggestions(self.store, self.key)[0])

    def switched(self) -> None:
        """Go on now that sources were switched: others vote, and other suggestions are hidden."""
        self.proposals.hide(hidden(self.store))
        self.reload()

    def load_near_misses(self) -> list[Span]:
        """Take the sources' near misses as suggestions too, weak as they are; gives the spans that came or went."""
        return self.proposals.put(NEAR_MISSES, self.store.suggestions(self.key, near=True))

    def learn(self, suggestions: Iterable[Suggestion]) -> list[Span]:
        """Take what was learned from decisions as suggestions; gives the spans that came or went."""
        return self.proposals.put(LEARNED, suggestions)

    # -- the one way a step is done

    def _do(
        self,
        events: Sequence[Event],
        *,
        advance_from: Span | None = None,
        keep_focus: Span | None = None,
        back_to: tuple[int, Span | None] | None = None,
        focus_changed: bool = False,
        bulk: bool = False,
    ) -> Change:
        """Apply one step and write it; nothing is changed where it is illegal.

        The cursor goes on from `advance_from`; or keeps the focus on `keep_focus`; or goes `back_to` where one stood,
        and on from there if what is there is decided; or, if `focus_changed`, goes to what changed.
        Raises `DecisionError` where the step is illegal, `ProjectError` where it cannot be written; then the cursor
        stays where it was.
        """
        stood = self.cursor, self.focus, self.selection
        decisions = decide(list(events), layer=self.annotator, by=self.annotator, elapsed_ms=self._elapsed(), bulk=bulk)
        if self.take_scheme():
            decisions = self.store.under_present_names(decisions)
            advance_from, keep_focus = self._named_now(advance_from), self._named_now(keep_focus)
        step_all(self.layer, decisions, self.scheme.allows)
        changed = self.layer.changed()
        self._note_decided(span for _, span in changed)
        for span in self.layer.affected():
            self.proposals.recheck(span.start, span.end)
        if focus_changed:
            self._stand_at(changed, events[0])
        elif advance_from:
            self.focus = advance_from
            if not self.next_undecided():
                self.move(advance_from.start)
        elif keep_focus:
            self.move(keep_focus.start, focus=keep_focus if self.state_of(keep_focus) else None)
        elif back_to:
            self._go_back(*back_to)
        unfit = fits_no_more(self.layer, events, self.scheme.claims)
        said = " ".join(filter(None, (replaced(events, self.text), went_with(self.layer, events), unfit)))
        try:
            alone = self._write(decisions)
        except AnnotatorError:
            self._stand_again(*stood)
            raise
        return Change(_stretch(changed) if alone else (0, len(self.text)), said)

    def _go_back(self, cursor: int, focus: Span | None) -> None:
        """Stand where one stood, or on the next suggestion where what one stood on is decided."""
        focus = self._named_now(focus)
        is_open = focus is not None and self.state_of(focus) == "open"
        self.move(cursor, focus=focus if is_open else None)
        if focus and not is_open:
            self.next_undecided()

    def _stand_again(self, cursor: int, focus: Span | None, selection: Stretch | None) -> None:
        focus = self._named_now(focus)
        self.move(cursor, focus=focus if focus and self.state_of(focus) else None)
        self.selection = selection

    def _write(self, decisions: Sequence[Decision]) -> bool:
        """Write decisions; False where another process had decided in the layer, which is then read again first."""
        place = self.place()
        try:
            with self.store.write():
                self.store.append(self.key, self.text, decisions, self.layer, revision=self._revision)
                self.store.save_place(self.annotator, self.key, place, decisions[-1].at)
        except StaleLayer:
            if not self.take_scheme():
                self._read_again()
            first = decisions[0]
            again = decide(
                [one.event for one in self.store.under_present_names(decisions)],
                layer=first.layer,
                by=first.by,
                elapsed_ms=first.elapsed_ms,
                bulk=first.bulk,
            )  # ids of now, because decisions count in the order of their ids
            step_all(self.layer, again, self.scheme.allows)
            self._note_decided(span for _, span in self.layer.changed())
            self.proposals.recheck(0, len(self.text))
            self._write(again)
            return False
        except AnnotatorError:
            self._read_again()
            raise
        else:
            self._revision, self._kept = self._revision + 1, place
            return True

    def take_scheme(self) -> bool:
        """Go on under the scheme of now, and say whether it is another one: labels may have other names."""
        scheme = self.store.scheme()
        if scheme is self.scheme:
            return False
        self.scheme = scheme
        self.proposals = Proposals(self.layer, scheme, hidden(self.store))
        loaded, self.loaded = self.loaded, 0
        self.load(loaded)
        self.focus = self._named_now(self.focus)
        self._read_again()
        return True

    def _named_now(self, span: Span | None) -> Span | None:
        return span and span.labelled(self.scheme.current(span.label))

    def _read_again(self) -> None:
        """Take the layer as it is on disk."""
        state, before = self.store.layer(self.key, self.annotator), self.layer
        self.layer, self._revision = state.layer, state.revision
        self._note_decided(*(table for one in (before, state.layer) for table in (one.held, one.rejected)))
        self.proposals.layer = self.layer
        self.proposals.recheck(0, len(self.text))
        self.move(self.cursor)

    def _note_decided(self, *spans: Iterable[Span]) -> None:
        every = set().union(*spans)
        self.decided |= every
        self.judged |= every

    def undone(self, step: str) -> list[Event]:
        """What a step had done that is taken back."""
        return [decision.event for decision in self.layer.undone.get(step, ())]

    def _stand_at(self, changed: list[tuple[str, Span]], event: Event) -> None:
        """Focus what an undo or redo brought back: the suggestion as it was before, or what is held now."""
        before = self.undone(event.step) if isinstance(event, Undone) else []
        for suggested in (one.span for one in before if isinstance(one, Relabelled | Resized)):
            if (state := self.state_of(suggested)) in ("open", None):  # None: it comes back once this is unlearned
                self.move(suggested.start, focus=suggested if state else None)
                return
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

    def keep_place(self) -> str:
        """Write down where the annotator stands, unless this session has written just that.

        Gives the sentence that says why it cannot be written, or ""; it costs no more than the place.
        """
        place = self.place()
        if place != self._kept:
            try:
                with self.store.write_at_rest():
                    self.store.save_place(self.annotator, self.key, place, time_of(new_id()))
            except ProjectError as error:
                return str(error)
            self._kept = place
        return ""

    def resume(self) -> dict[str, Any]:
        """Stand where one stood last, else where one begins; gives the place that was kept."""
        place = self.store.place(self.annotator, self.key)
        cursor, focus = place.get("cursor"), place.get("focus")
        if isinstance(cursor, int):
            span = Span(*focus) if focus else None
            self.move(cursor, focus=span if span and self.state_of(span) else None)
        else:
            self.stand_at_first()
        return place

    def stand_at_first(self) -> None:
        """Stand at the first open suggestion, if it is near enough to be seen from the top, else at the top."""
        if not self.next_undecided() or self.cursor > _FIRST_PAGE:
            self.move(0)


def _stretch(changed: list[tuple[str, Span]]) -> tuple[int, int] | None:
    spans = [span for _, span in changed]
    return (min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def replaced(events: Sequence[Event], text: str) -> str:
    """Say it where a step took away spans that were in the way of another, or gave back what had given way."""
    gone = [event.span for event in events if isinstance(event, Removed)] if len(events) > 1 else []
    more = f" and {len(gone) - 1:,} more" if len(gone) > 1 else ""
    restored = sum(isinstance(event, Restored) for event in events)
    said = (
        f"Replaced: {named(gone[0], text)}{more}." if gone else "",
        f"{restored} given back." if restored else "",
    )
    return " ".join(filter(None, said))
