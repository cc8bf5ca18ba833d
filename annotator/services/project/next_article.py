"""The first and the next article for an annotator: what every start asks first, so that little is loaded for it."""

from __future__ import annotations

from annotator.storage.queries import queue
from annotator.storage.queries.assignments import lease, release
from annotator.storage.queries.coming.orders import next_in
from annotator.storage.store import Store


def first_for(store: Store, annotator: str, order: str) -> str | None:
    """The article an annotator begins with: the one they were in last, if it is open, else the next one.

    In another order than `file` it is the next one. Where all is done it is the one they were in last.
    """
    if order == "file" and (key := queue.left_open(store, annotator)) and lease(store, key, annotator):
        return key
    return next_for(store, annotator, None, order) or store.last_place(annotator)


def next_for(store: Store, annotator: str, after: str | None = None, order: str = "file") -> str | None:
    """The next article for an annotator, taken in hand; the one before (`after`) is let go. None when all is done.

    `order` is `file` or one of `storage.orders`.
    """
    if after:
        release(store, after, annotator)
    by_file = order == "file"
    while key := queue.next_article(store, annotator, after) if by_file else next_in(order, store, annotator, after):
        if lease(store, key, annotator):
            return key
    return None
