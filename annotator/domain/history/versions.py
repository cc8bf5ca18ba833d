"""The versions of a scheme: g1 is what it began with, and every act that is not minor makes the next one.

Names go by the history as it is known here; where copies are joined, acts of both stand in it in the order they were
made in. What a decision keeps is a *version id*, which says exactly which acts were known, whatever is joined later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import sha256
from operator import xor

from annotator.domain.history.events import SchemeEvent
from annotator.domain.history.fold import fold
from annotator.domain.scheme import Scheme
from annotator.errors import NoSuchVersion, did_you_mean

FIRST = 1
_DIGITS = 12


def steps_of(events: Iterable[SchemeEvent]) -> list[str]:
    """The acts of a history, in order, without the one it began with."""
    ordered = sorted(events, key=lambda event: event.id)
    return list(dict.fromkeys(event.step for event in ordered if event.change.kind != "began"))


def version_id(steps: Iterable[str]) -> str:
    """The id of the version in which these acts are known, in whatever order they came; "" for none."""
    numbers = [int(sha256(step.encode()).hexdigest()[:_DIGITS], 16) for step in set(steps)]
    return f"{reduce(xor, numbers):0{_DIGITS}x}" if numbers else ""


def numbered(events: Iterable[SchemeEvent]) -> dict[str, int]:
    """The number of the version that each act made, by step; a minor one leaves the version as it is."""
    found: dict[str, int] = {}
    number = FIRST
    for event in sorted(events, key=lambda event: event.id):
        if event.step not in found:
            number += event.change.kind != "began" and not event.note.minor
            found[event.step] = number
    return found


def name_of(number: int) -> str:
    """What a version is called."""
    return f"g{number}"


def number_of(name: str, events: Sequence[SchemeEvent]) -> int:
    """The number of a version by its name. Raises `NoSuchVersion` where there is none of that name."""
    last = max(numbered(events).values(), default=FIRST)
    names = [name_of(number) for number in range(FIRST, last + 1)]
    if name not in names:
        between = f"from {names[0]} to {names[-1]}" if len(names) > 1 else "only g1"
        raise NoSuchVersion(f"There is no version {name!r} of the labels, {between}.{did_you_mean(name, names)}")
    return names.index(name) + FIRST


def scheme_at(number: int, events: Sequence[SchemeEvent]) -> Scheme:
    """The scheme as that version had it, minor acts behind it included."""
    numbers = numbered(events)
    return fold(event for event in events if numbers[event.step] <= number).scheme()
