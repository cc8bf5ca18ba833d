"""Where a reviewer stands, so that a review goes on there: the article, the conflict, what is in the window.

It is kept among the places of annotators, under a name that no annotator has, because who reviews
may label as well.
"""

from __future__ import annotations

from annotator.domain.decisions import GOLD, new_id, time_of
from annotator.errors import ProjectError
from annotator.services.reviewing.claims.compare import task_of
from annotator.services.reviewing.ordering import FILE
from annotator.services.reviewing.queue import ReviewQueue
from annotator.services.reviewing.stored_cursor import StoredReviewCursor
from annotator.storage.queries.review_queue import neighbour_to_review, statuses, waits
from annotator.storage.store import Store


def article_to_review(store: Store, reviewer: str, queue: ReviewQueue) -> str | None:
    """The key of the article to begin with: the last one, if it waits, else one that does, else a reviewed one.

    In another order than that of the project the last one is gone back to only where its review has begun.
    """
    last = last_reviewed(store, reviewer)
    in_file_order = queue.order == FILE
    if last and waits(store, last) and (in_file_order or GOLD in statuses(store, last)):
        return last
    return queue.next(last if in_file_order else None) or last or neighbour_to_review(store, None)


def last_reviewed(store: Store, reviewer: str) -> str | None:
    """The key of the article that a reviewer was at last; None for who does not review."""
    return store.last_place(_name(reviewer))


def keep_place(desk: StoredReviewCursor, scroll: int) -> str:
    """Write down where the reviewer stands; `scroll` is the offset of the top row.

    Gives the sentence that says why it cannot be written, or ""; it costs no more than the place.
    """
    conflict = desk.conflict
    place = {
        "cursor": desk.cursor,
        "conflict": conflict.name if conflict else "",
        "open": conflict is not None and conflict not in desk.settled,
        "scroll": scroll,
    }
    try:
        with desk.store.write_at_rest():
            desk.store.save_place(_name(desk.reviewer), desk.key, place, time_of(new_id()))
    except ProjectError as error:
        return str(error)
    return ""


def resume(desk: StoredReviewCursor) -> int | None:
    """Stand where the reviewer stood last; gives the offset of the top row.

    Behind a conflict that was settled before the place was written down again, go to the next open one.
    Stays, and gives None, where nothing was kept or the conflict is no more.
    """
    place = desk.store.place(_name(desk.reviewer), desk.key)
    cursor, name = place.get("cursor"), place.get("conflict")
    conflict = desk.named(name) if isinstance(name, str) else None
    if not isinstance(cursor, int) or (name and conflict is None):
        return None
    if conflict:
        desk.go_to_task(task_of(conflict))
    desk.move(cursor)
    if conflict:
        desk.conflict = conflict
        if place.get("open") and conflict in desk.settled:
            desk.next_open()
            return None
    scroll = place.get("scroll")
    return scroll if isinstance(scroll, int) else None


def _name(reviewer: str) -> str:
    return f"{GOLD}\t{reviewer}"
