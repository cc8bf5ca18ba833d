"""Going through a worklist, place by place: what stands there, and one key that decides it.

A place that was changed since it was listed needs no answer any more; it is passed over and counted. One that is put
off comes again behind all others. Finished articles stay finished.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.decisions import GOLD, Event, new_id
from annotator.domain.span import Stretch
from annotator.errors import AnnotatorError, DecisionError, NoSuchSpan
from annotator.progress import Work
from annotator.services.annotating.edges import Edge, Step, moved_edges
from annotator.services.annotating.stored_cursor import IDLE_MS
from annotator.services.worklists.answers import is_there, labelling, removing, staying
from annotator.services.worklists.back import WayBack
from annotator.services.worklists.desks import Desk, GoldDesk, desk_on, see
from annotator.services.worklists.lists import layers_of, names_in
from annotator.services.worklists.open_places import OpenPlaces
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import StaleLayer, Store
from annotator.storage.worklists.lists import Worklist
from annotator.storage.worklists.places import ListedPlace, mark_places, proposed_at

Moved = Mapping[ListedPlace, Stretch]
"""The edges of those places whose edges were moved."""
Answer = Callable[[Desk, ListedPlace, Stretch], list[Event]]


@dataclass(slots=True)
class Decided:
    """To how many places an answer was given, in how many it could not be, and why not there."""

    done: int = 0
    refused: int = 0
    why: str = ""


class Walk:
    """Somebody on their way through their part of a list; it stands at the first place that is open, if one is.

    `changed` counts the places that need no answer any more, because they were changed meanwhile.
    """

    def __init__(self, store: Store, one: Worklist, who: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.store, self.list, self.who = store, one, who
        self._clock, self._since = clock, clock()
        self._desk: Desk | None = None
        self._of = OpenPlaces(store, one.name, layers_of(store, one, who))
        self._back = WayBack(store, one.name, who)
        self.changed = 0
        self.edges: Stretch = (0, 0)
        store.follow(who)
        self._arrive()

    # -- where one stands

    @property
    def total(self) -> int:
        """How many places there are in all."""
        return self._of.total

    @property
    def seen(self) -> int:
        """How many of them were seen."""
        return self._of.total - len(self._of)

    @property
    def done(self) -> bool:
        """Whether nothing is left to be seen."""
        return self._of.first is None

    @property
    def place(self) -> ListedPlace:
        """The place one stands at. Raises `NoSuchSpan` where all were seen."""
        if self._of.first is None:
            raise NoSuchSpan("All places of the list were seen.")
        return self._of.first

    @property
    def desk(self) -> Desk:
        """The article of that place, with the layer that it is about."""
        return self._desk_of(self.place)

    def _desk_of(self, place: ListedPlace) -> Desk:
        desk = self._desk
        if desk is None or (desk.key, isinstance(desk, GoldDesk)) != (place.article, place.layer == GOLD):
            self._desk = desk = desk_on(self.store, place, self.who)
        return desk

    def _arrive(self) -> None:
        """Stand at the first open place that needs an answer; note of those before it that they were seen.

        That was by the answer that was given last, if one was: where it is taken back, they are looked at again.
        """
        gone = list[ListedPlace]()
        while (place := self._of.first) and not is_there(self._desk_of(place), place):
            gone.append(place)
            self._of.seen([place])
        if gone:
            with self.store.write():
                mark_places(self.store, self.list.name, gone, "seen", self._back.last)
            self.changed += len(gone)
        if place:
            self.edges = (place.span.start, place.span.end)
            self.desk.move(place.span.start, focus=place.span if place.span.label else None)

    @property
    def into(self) -> list[str]:
        """The labels that the list asks to choose among, where it is one of a label that was split."""
        return [self.store.scheme().current(name) for name in names_in(self.list.about.get("into"))]

    @property
    def quote(self) -> str:
        """The words of the place."""
        return self.place.span.quote(self.desk.text)

    @property
    def suggested(self) -> str:
        """The label that is proposed, or "": what the same words were given on this list, else what it was listed with.

        Where a label was split, else what sources suggest among those it was split into.
        """
        so_far, place = self.decided, self.place
        found = so_far.most_common(1)[0][0] if so_far else place.suggested
        found = found or (proposed_at(self.store, place, self.into) if self.into else "")
        return "" if found == place.span.label else found

    @property
    def decided(self) -> Counter[str]:
        """The labels that the same words, listed under the same label, have since they were seen."""
        return self._of.decided(self.place)

    @property
    def alike(self) -> list[ListedPlace]:
        """The open places of the same words and label in the same layer; the one that one stands at first."""
        return self._of.alike(self.place)

    # -- answers

    def stay(self, *, alike: bool = False) -> Work[Decided]:
        """The span stays, with the edges that were moved; where nothing is held, what is suggested is taken, if it is.

        Like all answers, it is about all `alike`, as one step, or about the place alone, and goes on to the next. It is
        given in parts, each of whole articles; should it be broken off, what was answered is a step, too. Raises
        `DecisionError` where it is illegal, or where somebody else was faster; `ProjectBusy`.
        """
        if not self.place.span.label and self.suggested:
            return self.label(self.suggested, alike=alike)
        return self._answering(staying, self.place.span.label, alike=alike)

    def label(self, name: str, *, alike: bool = False) -> Work[Decided]:
        """The span has that label. Raises what `stay` raises."""
        return self._answering(lambda desk, place, edges: labelling(desk, place, edges, name), name, alike=alike)

    def none(self, *, alike: bool = False) -> Work[Decided]:
        """There is no span. Raises what `stay` raises."""
        return self._answering(lambda desk, place, _edges: removing(desk, place), "", alike=alike)

    def later(self) -> None:
        """Put the place off, behind all others."""
        self._of.put_off(self.place)
        self._arrive()

    def move_edge(self, edge: Edge, step: Step, *, by_character: bool = False) -> None:
        """Move an edge of what will be answered. Raises `DecisionError` where it cannot be moved."""
        desk = self.desk
        self.edges = moved_edges(desk.tokens, desk.text, self.edges, edge, step, by_character=by_character)

    def _answering(self, answer: Answer, label: str, *, alike: bool) -> Work[Decided]:
        """Give an answer, by which places have a `label`; edges that were moved are those of the first place alone."""
        here, told, step = self.place, Decided(), new_id()
        places = sorted(self.alike, key=lambda one: one.article != here.article) if alike else [here]
        groups = [list(some) for _, some in groupby(places, key=lambda one: one.article)]
        moved, elapsed, left, seen = {here: self.edges}, self._elapsed(), set[ListedPlace](), 0

        def decide(some: Sequence[list[ListedPlace]]) -> None:
            for group in some:
                try:
                    self._decide(group, answer, step, elapsed if here in group else 0, moved=moved, bulk=alike)
                except (DecisionError, StaleLayer) as error:
                    self._desk, told.why = None, _sentence(error)
                    left.update(group)

        try:
            for done in ShortWrites(self.store).writes(groups, decide):
                answered = [one for group in groups[seen:done] for one in group if one not in left]
                self._of.seen(answered, label)
                told.done, told.refused, seen = told.done + len(answered), len(left), done
                yield done, len(groups)
        except AnnotatorError:
            self._desk = None  # what it has done was not written
            raise
        finally:
            if told.done:
                self._back.did(step, places)
            elif not alike:
                self._of.read()
            self._arrive()
        if left and not alike:
            raise DecisionError(told.why)
        return told

    def _decide(
        self, group: list[ListedPlace], answer: Answer, step: str, elapsed: int, *, moved: Moved, bulk: bool
    ) -> None:
        """Decide about places of one article, as they were listed, inside a `write()`; the others count as seen."""
        desk, events = self._desk_of(group[0]), dict[Event, None]()
        for one in group:
            edges = moved.get(one, (one.span.start, one.span.end))
            events.update(dict.fromkeys(answer(desk, one, edges) if is_there(desk, one) else ()))
        desk.carry(list(events), step, elapsed, see(self.store, self.list.name, group), bulk=bulk)

    def undo(self, *, redo: bool = False) -> Work[str]:
        """Take back one's last answer on this list (or bring back the last one taken back), and stand there again.

        Gives what is to be said. Raises `NothingToUndo` where the last thing one has done was none, `OverlapError`.
        """
        try:
            return (yield from self._back.turning(redo=redo))
        finally:
            self._desk = None
            self._of.read()
            self._arrive()

    def _elapsed(self) -> int:
        now = self._clock()
        elapsed, self._since = int((now - self._since) * 1000), now
        return min(elapsed, IDLE_MS)


def _sentence(error: Exception) -> str:
    stale = "Somebody else has changed it meanwhile: this is how it stands now."
    return stale if isinstance(error, StaleLayer) else str(error)
