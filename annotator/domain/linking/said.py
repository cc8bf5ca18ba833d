"""What files say of the entries of a base, before it is known whether they say all there is to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.linking.entry import Alias


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the entry of a key, field by field as in `Entry`; None where nothing is said of that."""

    key: str
    name: str | None = None
    about: str | None = None
    kind: str | None = None
    prior: float | None = None
    aliases: tuple[Alias, ...] | None = None


class SaidAlias(NamedTuple):
    """That a name is one of the entries of these keys, each with how often it is meant by that name."""

    name: str
    keys: tuple[tuple[str, float | None], ...]
