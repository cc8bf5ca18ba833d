"""What a reviewer does next: disputed articles first, then those on which all agree, then those of one annotator."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import next_disputed, next_to_review, undisputed
from annotator.storage.store import Store


def next_review(store: Store, after: str | None = None) -> str | None:
    """The key of the next article that waits for a reviewer, behind `after` or from the start again."""
    return next_disputed(store, after) or next_to_review(store, after) or next_to_review(store, after, least=1)


def approve_undisputed(store: Store, reviewer: str) -> Iterator[str]:
    """Approve the articles on which two or more annotators agree throughout, one at a time; gives each one's key."""
    for key in undisputed(store):
        session = ReviewSession(store, key, reviewer)
        if not session.open:
            session.approve(bulk=True)
            yield key
