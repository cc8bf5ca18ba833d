"""The library: all articles of the project, how far one has come, and what is next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input, Static

from annotator.services.reviewing.place import last_reviewed
from annotator.services.reviewing.progress import review_progress
from annotator.storage.queries import queue
from annotator.storage.queries.people.questions import flagged, questions
from annotator.storage.queries.review_state import review_counts, reviews
from annotator.storage.store import Store
from annotator.storage.undecided import offered_count
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.library_lines import LibraryEntry, done_line, left_line, library_line
from annotator.tui.lines.parts import facts_line, footer
from annotator.tui.widgets.article_list import PAGE, ArticleList
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.text_line import TextLine

EMPTY = """There are no articles here yet.

    annotator add article.txt    one article, a folder, a .jsonl file
    annotator suggest            lets a model suggest spans
    annotator label              opens the first one

    annotator demo               shows how it works on its own articles
"""

_TYPED = 0.3  # seconds after which nobody types any more


class LibraryScreen(AppScreen):
    """The list; `enter` opens an article, `n` the next one to work on."""

    CSS_PATH = "library.tcss"
    SCOPE: ClassVar[Scope] = "library"
    BINDINGS = bindings("library")
    AUTO_FOCUS = "#articles"

    articles = getters.query_one(ArticleList)
    top = getters.query_one("#top", Line)
    facts = getters.query_one("#facts", Line)
    keys = getters.query_one("#keys", Line)

    def __init__(self, store: Store, annotator: str, notice: str = "") -> None:
        super().__init__()
        self.store, self.annotator = store, annotator
        self._notice = notice
        self._needle, self._reviewer, self._asking = "", False, False
        self._word = ("", "")
        self._counting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top line, list, filter, facts, footer."""
        yield Line(id="top")
        yield ArticleList(id="articles")
        yield Static(EMPTY, markup=False, id="empty")
        yield TextLine(placeholder="filter by title · enter keeps it, esc lets it go", id="filter")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_screen_resume(self) -> None:
        """Read the list anew: something may have been done since."""
        self.renew()

    def on_screen_suspend(self) -> None:
        """What was noticed when the app was opened has been read."""
        self._notice = ""

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._renew_lines()

    def renew(self) -> None:
        """Show the list and its figures as they are, with the cursor on the next article to work on."""
        self._renew_list()
        self._renew_lines()

    def _renew_list(self) -> None:
        needle, asking = self._needle, self._asking
        total = queue.count(self.store, needle, questions=asking)
        self.set_class(total == 0 and not needle and not asking, "empty")
        reviewed = last_reviewed(self.store, self.annotator)
        self._reviewer = reviewed is not None
        following = reviewed or queue.next_article(self.store, self.annotator)
        row = self.articles.cursor
        if following and not needle and not asking:
            row = queue.position(self.store, following)[0] - 1

        self.articles.show(self._page, total, row)

    def _page(self, offset: int, limit: int) -> list[LibraryEntry]:
        found = queue.entries(
            self.store, self.annotator, offset=offset, limit=limit, needle=self._needle, questions=self._asking
        )
        return self._rows(found)

    def _filter(self) -> None:
        """Show the first articles that match; how many more there are is counted once nobody types."""
        first = self._page(0, PAGE)
        self.articles.show(lambda offset, limit: self._page(offset, limit) if offset else first, len(first), 0)
        if self._counting:
            self._counting.stop()
        if len(first) == PAGE:
            self._counting = self.set_timer(_TYPED, self._count_matches)

    def _count_matches(self) -> None:
        self.articles.lengthen(queue.count(self.store, self._needle, questions=self._asking))

    def _rows(self, entries: Iterable[queue.Entry]) -> list[LibraryEntry]:
        found = list(entries)
        standing = reviews(self.store, [entry.key for entry in found])
        return [
            LibraryEntry(
                entry,
                standing[entry.key],
                self._reviewer,
                cache(partial(review_progress, self.store, entry.key)),
                cache(partial(offered_count, self.store, entry.key)),
                cache(partial(flagged, self.store, entry.key)),
                cache(partial(questions, self.store, entry.key)),
                self._asking,
            )
            for entry in found
        ]

    def _renew_lines(self) -> None:
        width = self.app.size.width
        counts = queue.progress(self.store, self.annotator)
        review = review_counts(self.store) if self._reviewer else None
        self.top.show(library_line(self.store.path.name, self.annotator, counts, review, width))
        word = self._asked() if self._asking else left_line(counts, review)
        notice = (self._notice, "$warning") if self._notice else (word if counts.articles else "", "$text-muted")
        self._word = notice
        self.say(*notice)
        self.keys.show(footer(self.acting, lambda _key: True, width))

    def _asked(self) -> str:
        number = queue.count(self.store, questions=True)
        return f"{number} article{'' if number == 1 else 's'} flagged or commented on · ! shows all"

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        self.facts.show(facts_line([(message, style)], self.app.size.width))

    # -- keys

    @property
    def receives_keys(self) -> bool:
        """Keys come here first, unless the line of the filter has the focus."""
        return not isinstance(self.focused, Input)

    def receive_key(self, event: events.Key) -> bool:
        """Perform a key of the table; what was said of the one before is read."""
        self.say(*self._word)
        return super().receive_key(event)

    def action_open(self) -> None:
        """Open the article under the cursor."""
        if self.is_active and (row := self.articles.row):
            self.app.annotate(row.entry.key)

    def action_open_next(self) -> None:
        """Open the next article to work on; of what is asked, the next in the list."""
        if self._asking:
            self.articles.go(1)
            self.action_open()
        elif key := self.app.next_article():
            self.app.annotate(key)
        else:
            self.say(done_line(queue.progress(self.store, self.annotator)), "$success")

    def action_review(self) -> None:
        """Review the article under the cursor."""
        if row := self.articles.row:
            self.app.review(row.entry.key)

    def action_agree(self) -> None:
        """Show how far annotators agree."""
        self.app.agree()

    def action_dashboard(self) -> None:
        """Show progress, labels and sources."""
        self.app.dashboard()

    def action_down(self) -> None:
        """Go down."""
        self.articles.go(1)

    def action_up(self) -> None:
        """Go up."""
        self.articles.go(-1)

    def action_asked(self) -> None:
        """Show only what somebody flagged or commented on, or all again."""
        if not self._asking and not queue.count(self.store, questions=True):
            self.say("Nobody has flagged an article, or commented on one.")
            return
        self._asking = not self._asking
        self.articles.cursor = 0
        self.renew()

    def action_search(self) -> None:
        """Filter by title."""
        self.add_class("filtering")
        self.query_one("#filter", Input).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while one types."""
        self._needle = message.value.strip()
        if self._needle:
            self._filter()
        else:
            self._renew_list()

    def on_input_submitted(self) -> None:
        """Keep the filter."""
        self.articles.focus()

    def key_escape(self) -> None:
        """Let the filter go."""
        self.query_one("#filter", Input).value = ""
        self.remove_class("filtering")
        self.articles.focus()

    def action_quit(self) -> None:
        """Quit."""
        self.app.exit()

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """Open what was clicked."""
        self.app.annotate(message.key)
