"""What the list of the library shows, and in which order: read from the project as far as it is looked at.

In the order in which articles were added, the list is read page by page, so that a million cost nothing, and what
matches a question is counted once the keys rest. In any other order the first `MOST` are known by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial

from annotator.domain.question.condition import Condition
from annotator.domain.question.parts import of_articles
from annotator.errors import TookTooLong
from annotator.plural import counted
from annotator.services.reviewing.progress import review_progress
from annotator.storage.queries import queue
from annotator.storage.queries.asked.terms import named_sources
from annotator.storage.queries.coming.snoozed import snoozed
from annotator.storage.queries.listing.columns import cells
from annotator.storage.queries.listing.entries import MOST, Entry, count, entries, entries_of, sorted_keys
from annotator.storage.queries.listing.orders import Order
from annotator.storage.queries.listing.time_limit import in_time
from annotator.storage.queries.people.questions import flagged, questions
from annotator.storage.queries.review_state import reviews
from annotator.storage.store import Store
from annotator.storage.suggested.undecided import offered_count
from annotator.tui.lines.library_lines import LibraryEntry
from annotator.tui.widgets.article_list import PAGE, ArticleList

_SORTING = 10.0  # seconds that somebody waits for an order
_ASKED = Condition("asked", ("yes",))


class Listing:
    """The articles that meet `question`, and are asked about if `asking`, in an `order`, as one annotator sees them."""

    def __init__(self, store: Store, annotator: str, order: Order, columns: tuple[str, ...] = ()) -> None:
        self._store, self._annotator = store, annotator
        self.question: tuple[Condition, ...] = ()
        self.asking, self.reviewer = False, False
        self.order, self.columns = order, columns
        self._keys: list[str] | None = None
        self._from_top = False

    def sort(self, order: Order) -> None:
        """Let the list have another order, and be looked at from its top."""
        self.order, self._from_top = order, True

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that is asked of an article of the list."""
        return (*self.question, _ASKED) if self.asking else self.question

    def total(self) -> int:
        """How many articles the list has; those beyond `MOST` are not shown in an order that is none of the project."""
        return count(self._store, self._annotator, self.conditions)

    def kept(self) -> str:
        """How many articles the list has, where it is narrowed by a question."""
        if not self.question:
            return ""
        places = "& shows the places, " * self.asks_spans
        return f"{counted(self.total(), 'article matches', 'articles match')} · {places}/ asks anew, esc shows all"

    @property
    def asks_spans(self) -> bool:
        """Whether the question asks of spans or words in the articles."""
        return of_articles(self.question, named_sources(self._store)).of_spans

    def show(self, articles: ArticleList, following: str | None) -> str:
        """Fill the list anew, the cursor where it was or on the article `following`; gives what is to be said.

        Raises `TookTooLong`.
        """
        with in_time(self._store, _SORTING):
            here, row = (None, 0) if self._from_top else (articles.row, articles.cursor)
            self._from_top = False
            total = self.total()
            self._keys = None
            if not self.order.plain:
                self._keys = sorted_keys(self._store, self._annotator, self.conditions, self.order)
                row = self._keys.index(here.entry.key) if here and here.entry.key in self._keys else row
            elif following and not self.conditions:
                row = queue.position(self._store, following)[0] - 1
        shown = total if self._keys is None else len(self._keys)
        articles.show(self.page, shown, row)
        return f"The first {shown:,} of {total:,}: / asks more narrowly." if shown == MOST < total else ""

    def show_first(self, articles: ArticleList) -> bool:
        """Show the first articles that match; whether there may be more, for `count_rest` to count.

        Raises `TookTooLong`.
        """
        with in_time(self._store):
            if not self.order.plain:
                self._keys = sorted_keys(self._store, self._annotator, self.conditions, self.order)
                articles.show(self.page, len(self._keys), 0)
                return False
            self._keys = None
            first = self._read(0, PAGE)
        articles.show(lambda offset, limit: self.page(offset, limit) if offset else first, len(first), 0)
        return len(first) == PAGE

    def count_rest(self, articles: ArticleList) -> str:
        """Show all that match; gives what is to be said where they cannot be counted."""
        try:
            with in_time(self._store):
                articles.lengthen(self.total())
        except TookTooLong:
            return f"The first {PAGE} of those that match: to count them all takes too long here."
        return ""

    def keys(self) -> list[str]:
        """The keys of the first `MOST` articles of the list."""
        if self._keys is not None:
            return self._keys
        return sorted_keys(self._store, self._annotator, self.conditions, self.order)

    def page(self, offset: int, limit: int) -> list[LibraryEntry]:
        """Some lines of the list."""
        return self._read(offset, limit)

    def _read(self, offset: int, limit: int) -> list[LibraryEntry]:
        if self._keys is not None:
            return self._rows(entries_of(self._store, self._annotator, self._keys[offset : offset + limit]))
        return self._rows(entries(self._store, self._annotator, self.conditions, offset=offset, limit=limit))

    def _rows(self, found: Iterable[Entry]) -> list[LibraryEntry]:
        rows: Sequence[Entry] = list(found)
        keys = [entry.key for entry in rows]
        standing = reviews(self._store, keys)
        put_off = snoozed(self._store, self._annotator, keys)
        told = cells(self._store, self._annotator, keys, self.columns) if self.columns else {}
        return [
            LibraryEntry(
                entry,
                standing[entry.key],
                self.reviewer,
                cache(partial(review_progress, self._store, entry.key)),
                cache(partial(offered_count, self._store, entry.key)),
                cache(partial(flagged, self._store, entry.key)),
                cache(partial(questions, self._store, entry.key)),
                self.asking,
                told.get(entry.key, ()),
                entry.key in put_off,
            )
            for entry in rows
        ]
