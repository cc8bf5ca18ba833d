"""The list of the library and the lines around it, as its keys know them."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from annotator.errors import TookTooLong
from annotator.plural import counted
from annotator.services.reviewing.place import last_reviewed
from annotator.storage.queries import queue
from annotator.storage.queries.listing.orders import PLAIN, order_named
from annotator.storage.queries.people.progress import Progress, progress
from annotator.storage.queries.people.questions import unseen_answers
from annotator.storage.queries.review_state import ReviewCounts, review_counts
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.table import Scope
from annotator.tui.lines.library_columns import columns_head
from annotator.tui.lines.library_lines import left_line, library_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import Parts, facts_line, footer
from annotator.tui.screens.library.filter_line import FilterLine
from annotator.tui.screens.library.listing import Listing
from annotator.tui.widgets.article_list import ArticleList
from annotator.tui.widgets.line import Line

EMPTY = """There are no articles here yet.

    annotator add article.txt    one article, a folder, a .jsonl file
    annotator suggest            lets a model suggest spans
    annotator label              opens the first one

    annotator demo               shows how it works on its own articles
"""


class LibraryBase(AppScreen):
    """The list, the line of its filter, and the lines around them."""

    CSS_PATH = "library.tcss"
    SCOPE: ClassVar[Scope] = "library"
    AUTO_FOCUS = "#articles"

    articles = getters.query_one(ArticleList)
    top = getters.query_one("#top", Line)
    facts = getters.query_one("#facts", Line)
    keys = getters.query_one("#keys", Line)

    def __init__(self, store: Store, annotator: str, notice: str = "") -> None:
        super().__init__()
        self.store, self.annotator = store, annotator
        self._notice, self.word = notice, ("", "")
        self._standing = ("", "")
        self.foot: Parts = ()
        self._counts: tuple[Progress, ReviewCounts | None] = Progress(0, 0, 0, 0), None
        self._told: tuple[str, str] | None = None

    @cached_property
    def listing(self) -> Listing:
        """What the list shows."""
        settings = self.app.settings
        return Listing(self.store, self.annotator, order_named(settings.library_order), settings.library_columns)

    def compose(self) -> ComposeResult:
        """Top line, head of the columns, list and preview, filter, facts, footer."""
        yield Line(id="top")
        yield Line(id="columns")
        with Horizontal(id="beside"):
            yield ArticleList(id="articles")
            yield Static(markup=False, id="preview")
        yield Static(EMPTY, markup=False, id="empty")
        yield FilterLine(placeholder="words of the title, or state:new label:ORG score:<.5", id="filter")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_screen_resume(self) -> None:
        """Read the list anew: something may have been done since."""
        self.renew()

    def on_screen_suspend(self) -> None:
        """What was noticed when the app was opened has been read."""
        self._notice = ""

    def renew(self) -> None:
        """Show the list and its figures as they are, the cursor on the article left open, else on the next one."""
        said = self.renew_list()
        self.renew_lines()
        if said:
            self.say(said, "$warning")
        if self._told:
            self.say(*self._told)

    def tell(self, message: str, style: str = "$accent") -> None:
        """Show the list anew, and say a word until the next key: at once, or when the question over it has gone."""
        self._told = message, style
        if self.is_current:
            self.renew()

    def told(self) -> None:
        """The next key came: say again what stands."""
        self._told = None
        self.say(*self.word)

    def renew_list(self) -> str:
        """Show the list as it is; gives what is to be said of it."""
        reviewed = last_reviewed(self.store, self.annotator)
        self.listing.reviewer = reviewed is not None
        self.articles.columns = self.listing.columns
        left = queue.left_open(self.store, self.annotator)
        following = reviewed or left or queue.next_article(self.store, self.annotator)
        try:
            said = self.listing.show(self.articles, following)
        except TookTooLong as error:
            self.listing.order, self.listing.question = PLAIN, ()
            said = f"{error} {self.listing.show(self.articles, following)}"
        self.set_class(not self.listing.conditions and not self.articles.virtual_size.height, "empty")
        return said

    def renew_lines(self) -> None:
        """Show the figures, what is left, and the keys."""
        width = self.app.size.width
        counts = progress(self.store, self.annotator)
        review = review_counts(self.store) if self.listing.reviewer else None
        self._counts = counts, review
        self.verb_moved()
        head = self.query_one("#columns", Line)
        head.display = bool(self.listing.columns)
        head.show(columns_head(self.listing.columns, self.articles.scrollable_content_region.width or width))
        self._standing = (self._notice, "$warning") if self._notice else (self._found(counts, review), "$text-muted")
        self.foot = footer(self.acting, lambda _key: True, width)
        self.renew_word()

    def verb_moved(self) -> None:
        """Show the top line with how far the work beside the app is."""
        name, order = self.store.path.name + self.app.in_step, self.listing.order
        width, at_work = self.app.size.width, self.app.beside.running
        self.top.show(library_line(name, self.annotator, *self._counts, width, order=order, at_work=at_work))

    def in_step_moved(self) -> None:
        """Show it in the top line."""
        self.verb_moved()

    def others_came(self) -> None:
        """Show what is done by now, unless another screen is over the list, behind which it is renewed anyway."""
        if self.app.screen is self:
            self.renew()

    def verb_ended(self, message: str, style: str) -> None:
        """Show what has come of it."""
        self.tell(message, style)

    def _found(self, counts: Progress, review: ReviewCounts | None) -> str:
        """How many articles the list has where it is narrowed, else how much is left."""
        left = left_line(counts, review) if counts.articles else ""
        if left and (new := unseen_answers(self.store, self.annotator)):
            left = f"{counted(new, 'new answer')} to you · @ shows {'it' if new == 1 else 'them'} · {left}"
        return self._asked() if self.listing.asking else self.listing.kept() or left

    def renew_word(self) -> None:
        """Say how many articles are marked, else what stands."""
        number = len(self.articles.marked)
        them = "it" if number == 1 else "them"
        marked = f"{counted(number, 'article')} marked · . does something with {them}, esc lets go"
        self.word = (marked, "$accent") if number else self._standing
        self.say(*self.word)

    def _asked(self) -> str:
        return f"{counted(self.listing.total(), 'article')} flagged or commented on · ! shows all"

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts; what is muted only helps, and leaves the keys their line."""
        width = self.app.size.width
        told, foot = told_above(self.foot, (message, style), width)
        muted = style == "$text-muted"
        self.facts.show(facts_line([(message, style)], width) if muted else told)
        self.keys.show(self.foot if muted else foot)
