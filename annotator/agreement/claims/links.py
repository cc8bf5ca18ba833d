"""How many links to entries of a base two annotators both have, and what they say of places that both answered.

Entries are compared on every place that has one. "Not in the base" (NIL) is an answer as well, and counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.agreement.base import Place
from annotator.agreement.f1 import Matches

Links = Mapping[tuple[Place, str], str]
"""By place and base the entry, "" for "not in the base"."""


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """`entries` and `missing` are F1's counts; of the `answered` places, how many are `alike`.

    `answered` are the places that both gave an answer, without those that both say are not in the base.
    """

    entries: Matches
    missing: Matches
    alike: int
    answered: int


def compare(a: Links, b: Links) -> LinkCounts:
    """The counts of one article."""
    entries, missing = (
        Matches(len(ours & theirs), len(ours), len(theirs))
        for ours, theirs in (
            [{one for one in side.items() if bool(one[1]) == named} for side in (a, b)] for named in (True, False)
        )
    )
    answered = sum(bool(a[place] or b[place]) for place in a.keys() & b.keys())
    return LinkCounts(entries, missing, entries.both, answered)
