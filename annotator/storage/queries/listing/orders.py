"""The orders in which a list of articles can stand. Equals stand as they were added.

What is not known of an article stands last, whichever way the order goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.storage.queries.listing.conditions import AGREEMENT, DATES, STATE, UNDECIDED

_STATES = ("returned", "open", "new", "finished", "approved", "skipped", "others")
_RANKS = " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(_STATES))


@dataclass(frozen=True, slots=True)
class SortKey:
    """By what a list is sorted: SQL over a row of `LISTED`, what is said of it, whether the largest stands first."""

    sql: str
    about: str
    falling: bool = False


SORT_KEYS = {
    "added": SortKey("", "as they were added"),
    "title": SortKey("nullif(title, '') COLLATE NOCASE", "by title"),
    "state": SortKey(f"CASE {STATE} {_RANKS} END", "returned, begun, new, finished, others’"),
    "undecided": SortKey(UNDECIDED, "most undecided suggestions first", falling=True),
    "length": SortKey("length", "longest first", falling=True),
    "date": SortKey("nullif(date, '')", "newest date first", falling=True),
    "worked": SortKey(DATES["worked"], "worked on last first", falling=True),
    "agreement": SortKey(AGREEMENT, "least agreement first"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """A key of `SORT_KEYS`, the other way round if `back`."""

    name: str = "added"
    back: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is the order in which articles were added."""
        return self.name == "added" and not self.back

    @property
    def falls(self) -> bool:
        """Whether the largest, or latest, stands first."""
        return SORT_KEYS[self.name].falling != self.back

    @property
    def sql(self) -> str:
        """What stands behind ORDER BY."""
        key = SORT_KEYS[self.name]
        if not key.sql:
            return "added DESC, key DESC" if self.back else "added, key"
        return f"({key.sql}) {'DESC' if self.falls else 'ASC'} NULLS LAST, added, key"

    def __str__(self) -> str:
        """As settings have it: the name, with `-` before it for the other way round."""
        return f"{'-' * self.back}{self.name}"


PLAIN = Order()
"""The order of the project."""


def order_named(text: str) -> Order:
    """The order that `str` gave."""
    return Order(text.removeprefix("-"), text.startswith("-"))
