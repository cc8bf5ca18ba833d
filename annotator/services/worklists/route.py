"""The way through a worklist where articles are labelled or reviewed: the places of a list, in their articles.

A place counts as seen once one has gone on from it, or is done with its article; nothing is decided by that.
"""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.services.worklists.lists import known_list
from annotator.storage.store import Store
from annotator.storage.worklists.places import ListedPlace, State, mark_places, places_of


class Route:
    """Somebody's way through a list, from its first open place: the part of `layer` if it has one, else all of it.

    Raises `WrongUsage` where there is no such list, or nothing on it.
    """

    def __init__(self, store: Store, name: str, layer: str) -> None:
        self._store, self.name = store, known_list(store, name).name
        every = places_of(store, self.name)
        found = [(place, state) for place, state in every if place.layer == layer] or every
        self._places = [place for place, _ in found]
        self._states: list[State] = [state for _, state in found]
        self._here = next((number for number, state in enumerate(self._states) if state == "open"), 0)

    @property
    def here(self) -> ListedPlace | None:
        """The place one stands at; None where the list is empty."""
        return self._places[self._here] if self._places else None

    @property
    def article(self) -> str | None:
        """The key of its article."""
        return self.here.article if self.here else None

    def at(self, key: str) -> Span | None:
        """Where one stands in an article; None where that is another one."""
        return self.here.span if self.here and self.here.article == key else None

    @property
    def progress(self) -> tuple[int, int]:
        """How many places were seen, and of how many."""
        return self._states.count("seen"), len(self._states)

    @property
    def told(self) -> str:
        """That all was seen, or how much is left."""
        left = self._states.count("open")
        return f"{left:,} left on the list “{self.name}”." if left else f"All of the list “{self.name}” was seen."

    def go(self, *, back: bool = False) -> ListedPlace | None:
        """Come to the next place that is open, in the list or from its start again; None where there is none.

        The one that one comes from was seen. Or go `back` to the one before it, whether it was seen or not.
        """
        if back:
            self._here = max(self._here - 1, -1)
            if self._here < 0:
                self._here = 0
                return None
            return self.here
        self._see([self._here] if self._places else [])
        return self._next()

    def leave(self, key: str | None) -> str | None:
        """Be done with an article: its places were seen. Gives the article of the next place, None where all were."""
        self._see([number for number, place in enumerate(self._places) if place.article == key])
        found = self._next() if key else self.here
        return found.article if found else None

    def _see(self, numbers: list[int]) -> None:
        fresh = [number for number in numbers if self._states[number] == "open"]
        if fresh:
            with self._store.write():
                mark_places(self._store, self.name, [self._places[number] for number in fresh], "seen")
        for number in fresh:
            self._states[number] = "seen"

    def _next(self) -> ListedPlace | None:
        order = [*range(self._here + 1, len(self._states)), *range(self._here)]
        found = next((number for number in order if self._states[number] == "open"), None)
        if found is None:
            return None
        self._here = found
        return self.here


def route_of(store: Store, who: str, name: str, *, reviewing: bool) -> Route:
    """The way of who labels, or reviews, through a list. Raises `WrongUsage`."""
    return Route(store, name, GOLD if reviewing else who)
