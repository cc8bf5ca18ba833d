"""The library: all articles of the project, how far one has come, and what is next."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.widgets import Input

from annotator.domain.question.condition import Condition
from annotator.errors import WrongUsage
from annotator.storage.queries.coming.snoozed import snoozed
from annotator.storage.queries.listing.entries import count
from annotator.storage.queries.listing.orders import Order
from annotator.storage.queries.people.progress import progress
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.keys.bindings import bindings
from annotator.tui.lines.library_lines import END_OF_LIST, done_line
from annotator.tui.screens.common.dialogs import Sure
from annotator.tui.screens.library.base import LibraryBase
from annotator.tui.screens.library.columns import ColumnsDialog
from annotator.tui.screens.library.filter import FilterKeys
from annotator.tui.screens.library.marks import MarkKeys
from annotator.tui.screens.library.order import OrderDialog
from annotator.tui.screens.library.preview import PreviewKeys
from annotator.tui.widgets.article_list import ArticleList


class LibraryScreen(LibraryBase):
    """The list; `enter` opens an article, `n` the next one to work on."""

    BINDINGS = bindings("library")

    def __init__(self, store: Store, annotator: str, notice: str = "") -> None:
        super().__init__(store, annotator, notice)
        self.filter, self.marks, self.preview = FilterKeys(self), MarkKeys(self), PreviewKeys(self)
        self._opened = ""

    def on_mount(self) -> None:
        """Let the preview follow the cursor."""
        self.watch(self.articles, "cursor", self.preview.follow, init=False)

    def on_resize(self) -> None:
        """Fit what is shown to the width."""
        self.preview.fit()
        self.call_after_refresh(self.renew_lines)

    def renew(self) -> None:
        """Show everything as it is."""
        super().renew()
        self.preview.follow()

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, self.filter, self.marks, self.preview, self.app)

    @property
    def receives_keys(self) -> bool:
        """Keys come here first, unless the line of the filter has the focus."""
        return not isinstance(self.focused, Input)

    def receive_key(self, event: events.Key) -> bool:
        """Perform a key of the table; what was said of the one before is read."""
        self.told()
        return super().receive_key(event)

    def action_open(self) -> None:
        """Open the article under the cursor."""
        if self.is_active and (row := self.articles.row):
            self._opened = row.entry.key
            self.app.onward = self._onward if self.listing.conditions else None
            self.app.annotate(row.entry.key)

    def action_open_next(self) -> None:
        """Open the next article to work on; where something is asked, the one in the list that follows the last."""
        if self.listing.conditions:
            if self._go_on():
                self.action_open()
            else:
                self.say(END_OF_LIST)
        elif key := self.app.next_article():
            self.app.onward = None
            self.app.annotate(key)
        else:
            self.say(done_line(progress(self.store, self.annotator), snoozed(self.store, self.annotator)), "$success")

    def _go_on(self) -> str | None:
        """Put the cursor on the article that follows the one opened last, and give it; None at the end of the list."""
        before, row = self.articles.cursor, self.articles.row
        if row and row.entry.key == self._opened:  # else it has left the list, being done, and the next one is here
            self.articles.go(1)
            row = self.articles.row if self.articles.cursor != before else None
        if row is None:
            return None
        self._opened = row.entry.key
        return self._opened

    def _onward(self) -> str | None:
        """The same for who is done with that one, before the list is seen again: it is read anew first."""
        self.renew_list()
        if self.listing.conditions:
            return self._go_on()
        self.app.onward = None  # to ask took too long
        return self.app.next_article(self._opened)

    def action_review(self) -> None:
        """Review the article under the cursor."""
        if row := self.articles.row:
            self.app.review(row.entry.key)

    def action_agree(self) -> None:
        """Show how far annotators agree."""
        self.app.agree()

    def action_notes(self) -> None:
        """Show what people wrote about articles."""
        self.app.notes(reviewing=self.listing.reviewer)

    def action_strings(self) -> None:
        """Show the strings that are labelled differently; where the list is asked for spans, their places."""
        if not self.listing.asks_spans:
            screens.show_strings(self.app, self.store, self.annotator)
            return
        try:
            screens.show_asked(self.app, self.store, self.annotator, self.listing.question)
        except WrongUsage as error:
            self.say(str(error), "$warning")

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
        if not self.listing.asking and not count(self.store, self.annotator, [Condition("asked", ("yes",))]):
            self.say("Nobody has flagged an article, or commented on one.")
            return
        self.listing.asking = not self.listing.asking
        self.articles.cursor = 0
        self.renew()

    def action_sort(self) -> None:
        """Choose by what the articles are sorted."""
        self.app.push_screen(OrderDialog(self.listing.order), self._sort)

    def _sort(self, order: Order | None) -> None:
        if order:
            self.listing.sort(order)
            self.app.remember("library_order", str(order))

    def action_columns(self) -> None:
        """Choose what is told of each article."""
        self.app.push_screen(ColumnsDialog(self.listing.columns, self._tell))

    def _tell(self, columns: tuple[str, ...]) -> None:
        self.listing.columns = columns
        self.app.remember("library_columns", columns)
        self.renew()

    def action_quit(self) -> None:
        """Quit; where something is under way, ask."""
        if self.app.beside.running:
            sure = Sure(f"Leave, and stop this? {self.app.beside.running}")
            self.app.push_screen(sure, lambda yes: self.app.exit() if yes else None)
        else:
            self.app.exit()

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """Open what was clicked."""
        self.app.annotate(message.key)

    # -- the line of the filter

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while one types."""
        self.filter.typed(message.value)

    def on_filter_line_completed(self) -> None:
        """Complete what is typed."""
        self.filter.complete()

    def on_input_submitted(self) -> None:
        """Keep the filter."""
        self.filter.keep()

    def action_let_go(self) -> None:
        """Let the filter go; where there is none, what is marked; then stop what is under way."""
        if self.has_class("filtering"):
            self.filter.let_go()
        elif self.articles.marked or not self.app.beside.running:
            self.marks.let_go()
        else:
            self.app.beside.stop()
