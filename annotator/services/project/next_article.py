"""The next article for an annotator: what every start asks first, so that little is loaded for it."""

from __future__ import annotations

from annotator.storage.queries import queue
from annotator.storage.queries.assignments import lease, release
from annotator.storage.queries.coming.orders import next_in
from annotator.storage.store import Store


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
