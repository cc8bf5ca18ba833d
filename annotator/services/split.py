"""Splits by article, so that no model is tested on what it was trained on.

Near-duplicate articles form a *group*, and a group goes to one side as a whole. The side comes from
the hash of the group's first-added article and the seed. Which group an article belongs to is stored
when it is first asked for, and groups never merge; so no article changes sides when others are added.

How alike two articles are is estimated from *sketches*: the smallest hashes of their runs of three
words (Broder 1997, "On the resemblance and containment of documents"). Two articles are near
duplicates if they share half of all such runs.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from annotator.errors import AnnotatorError
from annotator.storage.queries.groups import Groups
from annotator.storage.store import Store

_NAMES = ("train", "dev", "test")
_RUN = 3
_SKETCH = 64
_LOOKED_UP = 16
_ALIKE = 0.5
_ALONE = r"\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af"  # scripts that are counted by the character
_WORD = re.compile(rf"(?!_)\w(?:(?<=[{_ALONE}])|[^\W{_ALONE}]*)")
_BATCH = 500


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
    groups = Groups(store)
    missing = groups.without()
    for begin in range(0, len(missing), _BATCH):
        with store.write():
            for article in missing[begin : begin + _BATCH]:
                sketch = sketch_of(groups.text(article))
                groups.put(article, _group(groups, sketch) or article, sketch, sketch[:_LOOKED_UP])
    by_key = groups.first_keys()
    return lambda key: ratio.side(by_key.get(key, key), seed)


def _group(groups: Groups, sketch: list[int]) -> int | None:
    """The group of the first article that is a near duplicate of this one, or None."""
    alike = (first for first, other in groups.sharing(sketch[:_LOOKED_UP]) if resemblance(sketch, other) >= _ALIKE)
    return next(alike, None)


def sketch_of(text: str) -> list[int]:
    """The smallest hashes of a text's runs of three words, in order."""
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    runs = {crc32(b" ".join(words[at : at + _RUN])) for at in range(max(1, len(words) - _RUN + 1))} if words else set()
    return sorted(runs)[:_SKETCH]


def resemblance(one: list[int], other: list[int]) -> float:
    """The estimated share of all runs of two texts that both have, from their sketches."""
    union = sorted({*one, *other})[:_SKETCH]
    return len(set(union).intersection(one).intersection(other)) / len(union) if union else 0.0
