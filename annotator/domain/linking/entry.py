"""An entry of a base: a person, a place or whatever else texts name, under an identifier of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Alias(NamedTuple):
    """Another name of an entry; `prior` is how often it is meant by this name, None for as often as the entry is."""

    name: str
    prior: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `key` is its identifier in the base, `about` a description, `kind` what it is, or several with commas.

    `prior` says how often it is meant, as a number from 0 up that compares with those of the same base alone.
    """

    key: str
    name: str
    about: str = ""
    kind: str = ""
    prior: float = 0.0
    aliases: tuple[Alias, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that it is, each by its name."""
        return tuple(filter(None, map(str.strip, self.kind.split(","))))
