"""What names were linked to before: the memory of the task of links, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.words import lookup_form, words_in, words_typed


@dataclass(slots=True)
class Known:
    """How often which entry ("": none of the base) was decided on for some names, and how often refused."""

    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Known) -> Known:
        return Known(self.taken + other.taken, self.refused + other.refused)

    @property
    def only(self) -> str | None:
        """The one entry that these names were linked to, where there is but one and nobody refused it."""
        entries = [entry for entry, number in self.taken.items() if number > 0]
        return entries[0] if len(entries) == 1 and not self.refused[entries[0]] else None

    @property
    def unwanted(self) -> set[str]:
        """The entries that were refused oftener than taken."""
        return {entry for entry, number in self.refused.items() if number > self.taken[entry]}


class KnownLinks:
    """What was linked to the entries of one base, by name as it is looked up."""

    def __init__(self) -> None:
        self._names: dict[str, Known] = {}
        self.called: dict[str, str] = {}
        """What entries are called, by their ids."""

    def learn(self, name: str, entry: str, called: str, taken: int = 1, refused: int = 0) -> None:
        """Know that a name was linked to an entry that is called so, or that this was refused, so often."""
        known = self._names.setdefault(lookup_form(name), Known())
        known.taken[entry] += taken
        known.refused[entry] += refused
        if called:
            self.called[entry] = called

    def of(self, names: Iterable[str]) -> Known:
        """What is known of these names, which are those of one entity: as often as of the one of which most is."""
        found = Known()
        for name in map(lookup_form, names):
            if known := self._names.get(name):
                found = Known(found.taken | known.taken, found.refused | known.refused)
        return found


def begun_so(called: Mapping[str, str], typed: str) -> list[Entry]:
    """The entries, by what they are called, of whose names words begin with each word that is typed."""
    words = words_typed(typed)
    if not words:
        return []
    found = ((key, name, [*words_in(name)]) for key, name in called.items())
    return [
        Entry(key, name) for key, name, its in found if all(any(one.startswith(word) for one in its) for word in words)
    ]
