"""Parts of which each has its share of everything: of every label, or of every value of a field.

What comes is given to a part by chance, the more likely the more of what it brings is missing there (iterative
stratification, Sechidis et al. 2011, "On the stratification of multi-label data", in the order in which things come).
So nothing is given to another part when more comes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_EACH = ""
"""What everything brings one of, so that the parts have their shares of the whole, too."""


def allotted(things: Iterable[tuple[str, Mapping[str, int]]], shares: Sequence[float], seed: int) -> dict[str, int]:
    """The part (its place among the `shares`) of each thing, by name; a thing comes with how much it has of what."""
    whole = sum(shares)
    every = Counter[str]()
    there = [Counter[str]() for _ in shares]
    found: dict[str, int] = {}
    for name, brings in things:
        brought = {**brings, _EACH: 1}
        every.update(brought)
        missing = [
            sum(max(0.0, share / whole - has[what] / every[what]) for what in brought) if share else 0.0
            for share, has in zip(shares, there, strict=True)
        ]
        found[name] = part = drawn(name, missing if any(missing) else shares, seed)
        there[part].update(brought)
    return found


def drawn(name: str, shares: Sequence[float], seed: int) -> int:
    """The part that the hash of a name and the seed falls into, where each is as large as its share."""
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    point = int.from_bytes(digest) / 2**64 * sum(shares)
    for part, share in enumerate(shares):
        point -= share
        if point < 0:
            return part
    return len(shares) - 1
