"""Splits by article, so that no model is tested on what it was trained on.

Near-duplicate articles form a *group*, and a group goes to one side as a whole. The side comes from
the hash of the group's first-added article and the seed; so no article changes sides when others are added.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.services.likeness import group
from annotator.storage.queries.groups import Groups
from annotator.storage.store import Store

_NAMES = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Ratio:
    """The shares of the sides, in the order train, dev, test; they need not add up to anything."""

    shares: tuple[float, ...]

    @classmethod
    def parse(cls, text: str) -> Ratio:
        """The ratio that `80/10/10` or `80/20` means. Raises `AnnotatorError`."""
        try:
            shares = tuple(float(share) for share in text.split("/"))
        except ValueError:
            shares = ()
        sound = 2 <= len(shares) <= len(_NAMES) and all(0 <= share < math.inf for share in shares) and any(shares)
        if not sound:
            raise AnnotatorError(f"A split is written like 80/10/10 (train, dev, test) or 80/20, not {text!r}.")
        return cls(shares)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sides."""
        return _NAMES[: len(self.shares)]

    def side(self, key: str, seed: int) -> str:
        """The side of an article, by its key alone."""
        digest = hashlib.blake2b(f"{seed}:{key}".encode(), digest_size=8).digest()
        point = int.from_bytes(digest) / 2**64 * sum(self.shares)
        for name, share in zip(self.names, self.shares, strict=True):
            point -= share
            if point < 0:
                return name
        return self.names[-1]


def sides(store: Store, ratio: Ratio, seed: int) -> Callable[[str], str]:
    """What side each article of a project is on; groups that are not known yet are made and stored."""
    group(store)
    by_key = Groups(store).first_keys()
    return lambda key: ratio.side(by_key.get(key, key), seed)
