"""Values grouped by a key, for very many groups of which most are small: a group of one takes no room of its own."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)

_FEW = 8
"""So many values are kept in a list, more in a set. Both are hashed by nobody, and so are never values themselves."""


class Groups(Generic[K, V]):
    """Of each key its values, each once."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[K, V | list[V] | set[V]] = {}

    def add(self, key: K, value: V) -> None:
        """Put a value into the group of a key."""
        if key not in self._found:
            self._found[key] = value
            return
        known = self._found[key]
        if isinstance(known, set):
            known.add(value)
        elif not isinstance(known, list):
            if known != value:
                self._found[key] = [known, value]
        elif value not in known:
            known.append(value)
            if len(known) > _FEW:
                self._found[key] = set(known)

    def discard(self, key: K, value: V) -> None:
        """Take a value out of the group of a key, if it is there."""
        values = self[key]
        if value not in values:
            return
        if isinstance(values, list | set) and len(values) > 1:
            values.remove(value)
        else:
            del self._found[key]

    def pop(self, key: K) -> Collection[V]:
        """The values of a key, which is forgotten; none where it has none."""
        found = self[key]
        self._found.pop(key, None)
        return found

    def __getitem__(self, key: K) -> Collection[V]:
        """The values of a key, in no order; none where it has none."""
        if key not in self._found:
            return ()
        known = self._found[key]
        return known if isinstance(known, list | set) else (known,)

    def __iter__(self) -> Iterator[K]:
        """The keys that have values, in the order in which they came."""
        return iter(self._found)
