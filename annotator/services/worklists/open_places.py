"""The places of a worklist that are still to be seen, in order, and which of them have the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from annotator.domain.folded import fold
from annotator.storage.store import Store
from annotator.storage.worklists.places import ListedPlace, decided_so_far, places_of, words_of

_Alike = tuple[str, str, str]
"""The layer, the label and the words, folded, that places have in common."""


class OpenPlaces:
    """What is open of somebody's part of a list; `total` counts what was seen, too."""

    def __init__(self, store: Store, name: str, layers: Collection[str]) -> None:
        self._store, self._name, self._layers = store, name, layers
        self._open: dict[ListedPlace, None] = {}
        self._alike: dict[ListedPlace, _Alike] = {}
        self._groups: dict[_Alike, list[ListedPlace]] = {}
        self.read()

    def read(self) -> set[ListedPlace]:
        """See what is open on disk now: what was not so before comes first, and is given."""
        found = places_of(self._store, self._name, self._layers)
        self.total = len(found)
        left, before = [place for place, state in found if state == "open"], self._open
        new = [place for place in left if place not in before]
        stay = set(left).difference(new)
        self._open = dict.fromkeys([*new, *(place for place in before if place in stay)])
        fresh = [place for place, _ in found if place not in self._alike]
        for place, quote in zip(fresh, words_of(self._store, fresh), strict=True):
            self._alike[place] = place.layer, place.span.label, fold(quote)
            self._groups.setdefault(self._alike[place], []).append(place)
        self._decided: dict[tuple[str, str], Counter[str]] = {}
        for was, quote, now in decided_so_far(self._store, self._name, self._layers):
            self._decided.setdefault((was, fold(quote)), Counter())[now] += 1
        return set(new)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def first(self) -> ListedPlace | None:
        """The place that comes next, or None."""
        return next(iter(self._open), None)

    def put_off(self, place: ListedPlace) -> None:
        """Let a place come behind all others."""
        del self._open[place]
        self._open[place] = None

    def seen(self, places: Iterable[ListedPlace], label: str = "") -> None:
        """Places were seen; what they have now is a label, if one is given."""
        for place in places:
            self._open.pop(place, None)
            if label:
                self._decided.setdefault(self._alike[place][1:], Counter())[label] += 1

    def alike(self, place: ListedPlace) -> list[ListedPlace]:
        """The open places with the words and the label of this one in its layer; this one first."""
        others = (one for one in self._groups[self._alike[place]] if one in self._open and one != place)
        return [place, *others]

    def decided(self, place: ListedPlace) -> Counter[str]:
        """The labels that places of the list with these words and this label have since they were seen."""
        return self._decided.get(self._alike[place][1:], Counter())
