"""Articles that one annotator alone has finished: of those a reviewer sees a sample, which is always the same.

Whether an article is in the sample is told by a hash of its key, so that it stays in it whatever is added later; a
larger sample has all of a smaller one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.plural import counted
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import waiting
from annotator.storage.store import Store

ALL = 100


def in_sample(key: str, percent: int) -> bool:
    """Whether an article, by its key, is in a sample of so many of a hundred."""
    digest = hashlib.sha256(f"review\0{key}".encode()).digest()
    return int.from_bytes(digest[:4]) * 100 < percent * (1 << 32)


@dataclass(frozen=True, slots=True)
class Sample:
    """The articles of one annotator that wait: those in the sample of `percent`, and those left out, by their keys."""

    percent: int
    chosen: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is left out and how it is seen, in a sentence; "" where nothing is."""
        if not self.left_out:
            return ""
        some = counted(len(self.left_out), "of one annotator is", "of one annotator are")
        them = "it" if len(self.left_out) == 1 else "them"
        return f"{some} out of the sample: --sample 100% shows, ctrl+p approves {them}."


def sample(store: Store, percent: int) -> Sample:
    """The articles of one annotator that wait for a reviewer now, in the order of the project."""
    alone = [one.key for one in waiting(store, least=1) if one.finished == 1]
    chosen = [key for key in alone if in_sample(key, percent)]
    return Sample(percent, tuple(chosen), tuple(key for key in alone if not in_sample(key, percent)))


def approve_left_out(store: Store, reviewer: str, percent: int) -> Iterator[str]:
    """Approve what a sample leaves out, one article at a time; gives each one's key."""
    for key in sample(store, percent).left_out:
        ReviewSession(store, key, reviewer).approve(bulk=True)
        yield key
