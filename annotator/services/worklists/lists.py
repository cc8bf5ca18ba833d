"""The worklists of a project: made of places, told with how far they are, taken away.

A place is about one layer, so a list has a part for each person, and each goes through their own: whoever has a layer
of their own through that; gold is gone through by whoever made the list, and by those who have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.errors import WrongUsage, did_you_mean
from annotator.services.finding.places import Place
from annotator.services.finding.whose import of_layer
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.queries.counts import has_layer
from annotator.storage.store import Store
from annotator.storage.worklists.lists import Progress, Worklist, drop_list, put_list, worklist, worklists
from annotator.storage.worklists.lists import progress as progress_of
from annotator.storage.worklists.places import ListedPlace, State, places_of, put_places


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list with how far each layer's part of it is, by the layer's name."""

    list: Worklist
    layers: Mapping[str, Progress]

    @property
    def places(self) -> int:
        """How many places are on it."""
        return sum(one.places for one in self.layers.values())

    @property
    def seen(self) -> int:
        """How many of them were seen."""
        return sum(one.seen for one in self.layers.values())

    def as_json(self) -> dict[str, Any]:
        """The list as plain values."""
        one = self.list
        layers = {name: {"places": part.places, "seen": part.seen} for name, part in self.layers.items()}
        told = {"list": one.name, "kind": one.kind, "by": one.by, "at": one.at, "about": dict(one.about)}
        return {**told, "places": self.places, "seen": self.seen, "layers": layers}


def all_lists(store: Store) -> list[ListTold]:
    """Every list, the oldest first."""
    return [ListTold(one, progress_of(store, one.name)) for one in worklists(store)]


def known_list(store: Store, name: str) -> Worklist:
    """The list of that name. Raises `WrongUsage` where there is none."""
    found = worklist(store, name)
    if found is None:
        names = [one.name for one in worklists(store)]
        there = f"There are: {', '.join(names)}." if names else "There is none yet: `annotator recheck` makes one."
        raise WrongUsage(f"There is no list {name!r}.{did_you_mean(name, names)} {there}")
    return found


def layers_of(store: Store, one: Worklist, who: str) -> set[str]:
    """The layers whose part of a list somebody goes through."""
    return {who, GOLD} if one.by == who or not has_layer(store, who) else {who}


def left_to_see(store: Store, who: str) -> str:
    """The lists on which something is left for somebody, in a sentence; "" where there is none."""
    told = []
    for one in worklists(store):
        parts = progress_of(store, one.name)
        layers = layers_of(store, one, who) if parts else set()
        if left := sum(part.places - part.seen for layer, part in parts.items() if layer in layers):
            told.append(f"“{one.name}” {left:,}")
    return f"To see again: {', '.join(told)}; r goes through them." if told else ""


def places_shown(store: Store, name: str) -> list[tuple[ListedPlace, State]]:
    """The places of a list, with whether they were seen. Raises `WrongUsage` where there is no such list."""
    return places_of(store, known_list(store, name).name)


def place_json(place: ListedPlace, state: State, quote: str) -> dict[str, Any]:
    """A place as plain values."""
    edges = {"start": place.span.start, "end": place.span.end, "label": place.span.label or None, "quote": quote}
    return {
        "article": place.article,
        "layer": place.layer,
        **edges,
        "suggested": place.suggested or None,
        "state": state,
    }


def quote_in(store: Store) -> Callable[[ListedPlace], str]:
    """Gives the words that stand at a place; fast for places of one article that stand together."""

    @lru_cache(maxsize=8)
    def text(key: str) -> str:
        return store.article(key).text

    return lambda place: place.span.quote(text(place.article))


def save_list(
    store: Store, name: str, kind: str, places: Sequence[ListedPlace], *, by: str, about: Mapping[str, Any]
) -> int:
    """Put places on a list, which is made where there is none of that name; gives how many were not on it.

    Raises `WrongUsage` for a name that is none, `ProjectBusy`.
    """
    name = checked_name(name)
    with store.write():
        put_list(store, name, kind, by=by, about=about)
    known = {(one.article, one.layer, one.span) for one, _ in places_of(store, name)}
    new = [one for one in places if (one.article, one.layer, one.span) not in known]
    in_short_writes(store, new, partial(put_places, store, name))
    return len(new)


def save_found(store: Store, name: str, places: Iterable[Place], *, layer: str, by: str) -> tuple[ListTold, int]:
    """Put places on a list that `find` has found: those of one layer, or of all that hold just that place.

    Where none of all holds it, it is about the layer of whoever makes the list. Gives the list, and how many places
    are new on it. Raises what `save_list` raises.
    """
    whose = of_layer(layer)
    found = [one for place in places for one in _listed(place, whose, by)]
    new = save_list(store, name, "find", found, by=by, about={})
    return told(store, name.strip()), new


def _listed(place: Place, layer: str, by: str) -> list[ListedPlace]:
    suggested = place.suggested[0] if place.suggested else ""
    layers = [layer] if layer else [name for name, said in place.layers.items() if said.kind == "label"] or [by]
    return [
        ListedPlace(place.article.key, name, Span(place.start, place.end, label), suggested)
        for name in layers
        for label in (place.said(name).labels if place.said(name).kind == "label" else ("",))
    ]


def told(store: Store, name: str) -> ListTold:
    """A list with how far it is. Raises `WrongUsage` where there is none of that name."""
    return ListTold(known_list(store, name), progress_of(store, name))


def drop(store: Store, names: Iterable[str]) -> list[ListTold]:
    """Take lists away; gives what they were. What was decided stays. Raises `WrongUsage` where one is not there."""
    gone = [told(store, name) for name in dict.fromkeys(names)]
    with store.write():
        for one in gone:
            drop_list(store, one.list.name)
    return gone


def checked_name(name: str) -> str:
    """A name that a list can have. Raises `WrongUsage`."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise WrongUsage("The name of a list is Unicode text.") from None
    if not name.strip() or not name.strip().isprintable():
        raise WrongUsage("The name of a list is printable and not blank.")
    return name.strip()


def names_in(value: object) -> list[str]:
    """The strings of a list that came from a file; none where it is no list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
