"""How far an annotator has come with the articles that are theirs."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.storage.conditions import COMPLETE
from annotator.storage.kept_counts.read import NOT_AWAY
from annotator.storage.queries.people.workload import workload
from annotator.storage.queries.queue import article_count
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Progress:
    """Articles of the project, those that an annotator finished or skipped, and those that are their own."""

    articles: int
    finished: int
    skipped: int
    given: int

    @property
    def left(self) -> int:
        """Articles of their own that are still to be done."""
        return self.given - self.finished - self.skipped


def progress(store: Store, annotator: str) -> Progress:
    """How many articles there are, how many are an annotator's own, and how many of those they are done with."""
    return store.remembered(("progress", annotator), lambda: _progress(store, annotator))


def _progress(store: Store, annotator: str) -> Progress:
    finished, skipped = store.conn.execute(
        f"SELECT coalesce(sum(number) FILTER (WHERE {COMPLETE}), 0), "
        "coalesce(sum(number) FILTER (WHERE status = 'skipped'), 0) "
        f"FROM layer_counts WHERE layer = ? AND {NOT_AWAY}",
        (annotator,),
    ).fetchone()
    return Progress(article_count(store), finished, skipped, workload(store, annotator).given)
