"""Going through a worklist, place by place: what stands there, and one key that decides it.

A place that was changed since it was listed needs no answer any more; it is passed over and counted. One that is put
off comes again behind all others. Finished articles stay finished.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from annotator.domain.decisions import GOLD, Event, new_id
from annotator.domain.span import Stretch
from annotator.errors import AnnotatorError, DecisionError, NoSuchSpan, NothingToUndo, SchemeError
from annotator.services.annotating.edges import Edge, Step, moved_edges
from annotator.services.annotating.stored_cursor import IDLE_MS
from annotator.services.finding.places import places_at
from annotator.services.finding.take_back import take_back
from annotator.services.project.guide.recheck import changes_told, version_named
from annotator.services.worklists.answers import is_there, labelling, removing, staying
from annotator.services.worklists.desks import Desk, GoldDesk, desk_on, see
from annotator.services.worklists.lists import known_list, layers_of
from annotator.services.worklists.open_places import OpenPlaces
from annotator.storage.queries.finding.texts import FoundText
from annotator.storage.store import StaleLayer, Store
from annotator.storage.worklists.lists import Worklist, worklists
from annotator.storage.worklists.places import ListedPlace, mark_places, places_of, proposed_at, seen_by

Moved = Mapping[ListedPlace, Stretch]
"""The edges of those places whose edges were moved."""
Answer = Callable[[Desk, ListedPlace, Stretch], list[Event]]


class NothingToSee(AnnotatorError):
    """Nothing of a list is left for somebody."""


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
        self._versions: dict[str, str] = {}
        self._silent: list[tuple[str, list[ListedPlace]]] = []
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

    def _arrive(self, step: str = "") -> None:
        """Stand at the first open place that needs an answer; note of those before it that they were seen.

        That was by the `step` that was done last here, if one was: where it is taken back, they need an answer again.
        """
        while (place := self._of.first) and not is_there(self._desk_of(place), place):
            with self.store.write():
                mark_places(self.store, self.list.name, [place], "seen", step)
            self._of.seen([place])
            self.changed += 1
        if place:
            self.edges = (place.span.start, place.span.end)
            self.desk.move(place.span.start, focus=place.span if place.span.label else None)

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """What was changed of the labels, as sentences, the last thing last: why one looks again."""
        about = self.list.about
        with suppress(SchemeError):
            return changes_told(self.store, _names(about.get("labels")), str(about.get("since", "")))
        return ()

    @property
    def into(self) -> list[str]:
        """The labels that the list asks to choose among, where it is one of a label that was split."""
        return [self.store.scheme().current(name) for name in _names(self.list.about.get("into"))]

    @property
    def decided_by(self) -> str:
        """Who has decided what is held at the place, and under which version: `by ana under g2`; "" where none is."""
        held = self.desk.layer.held.get(self.place.span)
        if held is None:
            return ""
        guide = self.place.guide
        if guide not in self._versions:
            self._versions[guide] = version_named(self.store, guide)
        return f"{'agreed' if held.by == GOLD else f'by {held.by}'} under {self._versions[guide]}"

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

    def said_by(self) -> dict[str, str]:
        """What each other layer says of just this place, in short, where it is gold that is gone through."""
        place, desk = self.place, self.desk
        if place.layer != GOLD:
            return {}
        article = FoundText(self.store.article_id(place.article), place.article, desk.article.title, desk.text)
        here = {article.number: [(place.span.start, place.span.end)]}
        (found,) = places_at(self.store, [article], here)
        return {name: said.short for name, said in found.layers.items() if name != GOLD}

    # -- answers

    def stay(self, *, alike: bool = False) -> Decided:
        """The span stays, with the edges that were moved; where nothing is held, what is suggested is taken, if it is.

        Like all answers, it is about all `alike`, as one step, or about the place alone, and goes on to the next.
        Raises `DecisionError` where it is illegal, or where somebody else was faster; `ProjectBusy`.
        """
        if not self.place.span.label and self.suggested:
            return self.label(self.suggested, alike=alike)
        return self._answer(staying, self.place.span.label, alike=alike)

    def label(self, name: str, *, alike: bool = False) -> Decided:
        """The span has that label. Raises what `stay` raises."""
        return self._answer(lambda desk, place, edges: labelling(desk, place, edges, name), name, alike=alike)

    def none(self, *, alike: bool = False) -> Decided:
        """There is no span. Raises what `stay` raises."""
        return self._answer(lambda desk, place, _edges: removing(desk, place), "", alike=alike)

    def later(self) -> None:
        """Put the place off, behind all others."""
        self._of.put_off(self.place)
        self._arrive()

    def move_edge(self, edge: Edge, step: Step, *, by_character: bool = False) -> None:
        """Move an edge of what will be answered. Raises `DecisionError` where it cannot be moved."""
        desk = self.desk
        self.edges = moved_edges(desk.tokens, desk.text, self.edges, edge, step, by_character=by_character)

    def _answer(self, answer: Answer, label: str, *, alike: bool) -> Decided:
        """Give an answer, by which places have a `label`; edges that were moved are those of the first place alone."""
        here, told, step = self.place, Decided(), new_id()
        moved = {here: self.edges}
        places = sorted(self.alike, key=lambda one: one.article != here.article) if alike else [here]
        elapsed = self._elapsed()
        for _, some in groupby(places, key=lambda one: one.article):
            group = list(some)
            try:
                self._decide(group, answer, step, elapsed if here in group else 0, moved=moved, bulk=alike)
            except (DecisionError, StaleLayer) as error:
                self._desk = None
                if not alike:
                    self._read()
                    raise DecisionError(_sentence(error)) from error
                told.refused, told.why = told.refused + len(group), _sentence(error)
            else:
                told.done += len(group)
                self._of.seen(group, label)
        if told.done and not self.store.article_of_step(step):
            self._silent.append((step, places))
        self._arrive(step)
        return told

    def _decide(
        self, group: list[ListedPlace], answer: Answer, step: str, elapsed: int, *, moved: Moved, bulk: bool
    ) -> None:
        """Decide about places of one article that are as they were listed; the others count as seen."""
        desk, events = self._desk_of(group[0]), dict[Event, None]()
        for one in group:
            edges = moved.get(one, (one.span.start, one.span.end))
            events.update(dict.fromkeys(answer(desk, one, edges) if is_there(desk, one) else ()))
        desk.carry(list(events), step, elapsed, see(self.store, self.list.name, group), bulk=bulk)

    def undo(self) -> str:
        """Take back one's last answer on this list, and stand at its place again; gives what is to be said.

        Raises `NothingToUndo` where the last thing one has done was none, `OverlapError`.
        """
        last = self.store.last_step(self.who)
        if self._silent and (last is None or last[0] < self._silent[-1][0]):
            with self.store.write():
                mark_places(self.store, self.list.name, self._silent.pop()[1], "open")
            self._read()
            return "Taken back: nothing was decided."
        if last is None or not seen_by(self.store, self.list.name, last[0]):
            raise NothingToUndo("The last thing you did was no answer on this list.")
        told = take_back(self.store, self.who, last[0]).told
        self._read()
        return told

    def _read(self) -> None:
        """See all as it is on disk; what is open again comes first."""
        self._desk = None
        self._of.read()
        self._arrive()

    def _elapsed(self) -> int:
        now = self._clock()
        elapsed, self._since = int((now - self._since) * 1000), now
        return min(elapsed, IDLE_MS)


def _names(value: object) -> list[str]:
    """The strings of a list that came from a file; none where it is no list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _sentence(error: Exception) -> str:
    stale = "Somebody else has changed it meanwhile: this is how it stands now."
    return stale if isinstance(error, StaleLayer) else str(error)


def walk_of(store: Store, who: str, name: str = "") -> Walk:
    """Somebody's way through a list; if none is named, through the oldest in which something is left for them.

    Raises `WrongUsage` where there is none of that name, `NothingToSee` where nothing is left.
    """
    for one in [known_list(store, name)] if name else worklists(store):
        if places_of(store, one.name, layers_of(store, one, who)):
            walk = Walk(store, one, who)
            if not walk.done:
                return walk
    where = f"the list “{name}”" if name else "any list"
    raise NothingToSee(f"Nothing is left for {who} to see on {where}: `annotator lists` tells them all.")
