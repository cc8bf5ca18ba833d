"""The keys that look for words in an article, and for articles, the same in every screen that shows one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from annotator.domain.sanitise import visible
from annotator.domain.span import Stretch
from annotator.errors import AnnotatorError
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.storage.queries import queue
from annotator.storage.store import Store
from annotator.tui import screens, widgets
from annotator.tui.text.search_pattern import sought
from annotator.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from textual.widgets import Input

    from annotator.tui.widgets.search_line import SearchLine

_HITS = 10_000
_HINT = "search · enter next, ↑ previous, esc back"


class Searching(Screen[None]):
    """Looks in the text of `session`, a desk, as `view` shows it, and opens other articles of `store`."""

    if TYPE_CHECKING:
        store: Store
        message: tuple[str, str]

        @property
        def session(self) -> ArticleCursor:
            """Where one stands, and in what text."""

        @property
        def view(self) -> ArticleView:
            """The article on the screen."""

        def show_cursor(self) -> None:
            """Bring the view in line with the session."""

        def settle(self) -> None:
            """Show what a key did."""

        def renew_lines(self) -> None:
            """Show the lines as they are now."""

        def say(self, message: str, style: str = "$accent") -> None:
            """Say a word on the line of facts."""

        def open_article(self, key: str) -> None:
            """Open another article."""

    # -- search

    def action_search(self) -> None:
        """Search in the article."""
        line = self._search_line()
        self._search_from = self.session.cursor
        line.value = ""
        line.placeholder = f"{_HINT} · enter: “{visible(self._last)}” again" if self._last else _HINT
        line.add_class("open")
        self.add_class("asking")
        self.set_focus(line)

    _search_from = 0
    _words = _last = ""
    _hits: Sequence[Stretch] = ()
    _hit = 0

    def _search_line(self) -> SearchLine:
        """The line one types in; it is made when it is first needed."""
        if self._line is None:
            self._line = widgets.SearchLine(id="ask", compact=True)
            self.mount(self._line, after="#facts")
        return self._line

    _line: SearchLine | None = None

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find while one types."""
        if message.input.id == "ask":
            self._find(message.value)

    def _find(self, words: str) -> None:
        self._look_for(words)
        if hits := self._hits:
            self._stand_on(bisect_left(hits, (self._search_from, 0)) % len(hits))
        else:
            self.view.show_finds(())
        self._count_hits()

    def _look_for(self, words: str) -> None:
        self._words, self._hit = words, 0
        found = zip(sought(words).finditer(self.session.text), range(_HITS), strict=False)
        self._hits = [match.span() for match, _ in found] if words else []

    def on_search_line_step(self, message: SearchLine.Step) -> None:
        """Go to another hit; where nothing is typed, of what was looked for last."""
        if self._line and not self._words and self._last:
            with self._line.prevent(self._line.Changed):
                self._line.value = self._last
            self._look_for(self._last)
        hits = self._hits
        if hits:
            at = self.session.cursor
            place = (
                bisect_right(hits, (at, len(self.session.text))) if message.way > 0 else bisect_left(hits, (at, 0)) - 1
            )
            self._stand_on(place % len(hits))
        self._count_hits()

    def _stand_on(self, number: int) -> None:
        self._hit = number
        self.session.selection = None
        self.session.move(self._hits[number][0])
        self.view.show_finds(self._hits, self._hits[number])
        self.settle()

    def _count_hits(self) -> None:
        hits = self._hits
        many = "+" if len(hits) == _HITS else ""
        place = f"{self._hit + 1} of {len(hits)}{many}" if hits else "nothing found"
        self.message = (place if self._words else "", "$accent")
        self.renew_lines()

    def on_search_line_closed(self) -> None:
        """The search is over; the cursor stays."""
        self._last = self._words or self._last
        line = self.query_one("#ask")
        line.remove_class("open")
        self.remove_class("asking")
        self.view.show_finds(())
        self.view.focus()
        self.settle()

    # -- go to

    def action_go_to(self) -> None:
        """Ask where to go."""
        self.app.push_screen(
            screens.Ask(
                "Go to", "article 12 or its key · offset 3400 · 0 top · $ end", "enter goes there · esc goes back"
            ),
            self._go_to,
        )

    def _go_to(self, wish: str | None) -> None:
        wish = (wish or "").strip().removeprefix(":")
        session = self.session
        if wish in ("0", "$"):
            session.move(0 if wish == "0" else len(session.text))
        elif re.fullmatch(r"[@+]\d{1,9}", wish):
            session.move(int(wish[1:]))
        elif wish:
            self._go_to_article(wish)
            return
        self.settle()

    def _go_to_article(self, wish: str) -> None:
        try:
            number = int(wish) if wish.isdecimal() and len(wish) < 10 else None
            key = self.store.resolve(wish) if number is None else queue.at(self.store, number)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return
        if key is None and number and number < len(self.session.text):
            self.session.move(number)
            self.settle()
            self.say(f"This is offset {number}; there is no article of that number.")
        elif key is None:
            self.say(f"There is no article {wish}.", "$warning")
        elif key != self.session.key:
            self.open_article(key)
