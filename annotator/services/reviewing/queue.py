"""What a reviewer does next: disputed articles first, then those on which all agree, then those of one annotator."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from annotator.services.reviewing.ordering import FILE, disputed_in_order
from annotator.services.reviewing.sampling import ALL, in_sample
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import (
    coming,
    neighbour_to_review,
    next_disputed,
    next_to_review,
    undisputed,
    waits,
)
from annotator.storage.store import Store


class ReviewQueue:
    """The articles that wait, in an order of `ordering`, or in that of the project (`FILE`).

    Of those that one annotator alone has finished, `sample` of a hundred come. The order is that of when it was first
    asked for; what has come since is behind it.
    """

    def __init__(self, store: Store, order: str = FILE, sample: int = ALL) -> None:
        self._store, self.order, self.sample = store, order, sample
        self._groups: dict[str, str] | None = None

    @property
    def groups(self) -> dict[str, str]:
        """The disputed articles in order, by their keys, each with its group; none in the order of the project."""
        if self._groups is None:
            self._groups = {} if self.order == FILE else disputed_in_order(self._store, self.order)
        return self._groups

    def reordered(self, order: str) -> ReviewQueue:
        """The same in another order."""
        return ReviewQueue(self._store, order, self.sample)

    def next(self, after: str | None = None) -> str | None:
        """The key of the next article that waits, behind `after` or from the start again; None if there is none."""
        keys = list(self.groups)
        at = keys.index(after) + 1 if after in self.groups else 0
        ordered = (key for key in chain(keys[at:], keys[:at]) if key != after and waits(self._store, key))
        first = next(ordered, None) or next_disputed(self._store, after) or next_to_review(self._store, after)
        return first or self._alone(after)

    def _alone(self, after: str | None) -> str | None:
        """The next article of one annotator."""
        alone = coming(self._store, after, 1)
        return next((one.key for one in alone if in_sample(one.key, self.sample)), None)

    def neighbour(self, key: str, *, back: bool) -> str | None:
        """The article before or behind another one: in this order, or that of all that were finished."""
        if key not in self.groups:
            return neighbour_to_review(self._store, key, back=back)
        keys = list(self.groups)
        at = keys.index(key) + (-1 if back else 1)
        return keys[at] if 0 <= at < len(keys) else None


def approve_undisputed(store: Store, reviewer: str) -> Iterator[str]:
    """Approve the articles on which two or more annotators agree throughout, one at a time; gives each one's key."""
    for key in undisputed(store):
        session = ReviewSession(store, key, reviewer)
        if not session.open_anywhere:
            session.approve(bulk=True)
            yield key
