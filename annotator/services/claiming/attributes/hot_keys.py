"""Hot keys for the values of attributes: a letter of the value's own name, where that is free. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.claims.scheme import CLAIM_KEYS, AttributeType

Named = tuple[str, str]
"""An attribute and a value of it; of a flag the value is ""."""


def hot_keys(every: Sequence[AttributeType], here: Iterable[AttributeType]) -> dict[Named, str]:
    """The keys of the values of the attributes that are `here`; the same wherever they are, if `every` one has room.

    Those that no key is left for have none: the list gives them.
    """
    settable = list(_settable(every))
    here = list(here)
    found = _given(settable if len(settable) <= len(CLAIM_KEYS) else list(_settable(here)))
    wanted = set(_settable(here))
    return {named: key for named, key in found.items() if named in wanted}


def _settable(attributes: Iterable[AttributeType]) -> Iterator[Named]:
    for one in attributes:
        if one.kind == "flag":
            yield one.name, ""
        for value in one.values:
            yield one.name, value


def _given(settable: Sequence[Named]) -> dict[Named, str]:
    found: dict[Named, str] = {}
    for name, value in settable:
        wishes = (value or name).upper() + name.upper() + CLAIM_KEYS
        free = (key for key in wishes if key in CLAIM_KEYS and key not in found.values())
        if key := next(free, ""):
            found[name, value] = key
    return found
