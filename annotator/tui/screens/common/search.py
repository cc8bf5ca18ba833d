"""The keys that look for words in an article, the same in every screen of one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.domain.folded import fold, folded
from annotator.domain.sanitise import visible
from annotator.domain.span import Stretch
from annotator.tui import widgets
from annotator.tui.screens.common.article_screen import ArticleScreen
from annotator.tui.text.search_pattern import search_pattern

if TYPE_CHECKING:
    from annotator.tui.widgets.search_line import SearchLine

_HITS = 10_000
_HINT = "search · enter next, ↑ previous, esc back"


class SearchKeys:
    """Looks in the text of a screen's session while one types, and goes from hit to hit."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen
        self._line: SearchLine | None = None
        self._from = 0
        self._words = self._last = ""
        self._hits: Sequence[Stretch] = ()
        self._hit = 0

    def action_search(self) -> None:
        """Search in the article, from the cursor on."""
        line, screen = self._made(), self._screen
        self._from = screen.session.cursor
        line.value, line.walking = "", False
        line.placeholder = f"{_HINT} · enter: “{visible(self._last)}” again" if self._last else _HINT
        line.add_class("open")
        screen.add_class("asking")
        screen.set_focus(line)

    def _made(self) -> SearchLine:
        """The line one types in; it is made when it is first needed."""
        if self._line is None:
            self._line = widgets.SearchLine(self._find, self._step, self._close, id="ask")
            self._screen.mount(self._line, after="#facts")
        return self._line

    def _find(self, words: str) -> None:
        self._look_for(words)
        if hits := self._hits:
            self._stand_on(bisect_left(hits, (self._from, 0)) % len(hits))
        else:
            self._screen.view.show_finds(())
        self._count_hits()

    def _look_for(self, words: str) -> None:
        self._words, self._hit = words, 0
        view, sought = folded(self._screen.session.text), fold(words)
        found = zip(search_pattern(sought).finditer(view.text), range(_HITS), strict=False)
        self._hits = [view.place(*match.span()) for match, _ in found] if sought else []

    def _step(self, way: int) -> None:
        """Go to another hit, or leave with the only one; where nothing is typed, of what was looked for last."""
        if self._line and not self._words and self._last:
            with self._line.prevent(self._line.Changed):
                self._line.value = self._last
            self._look_for(self._last)
        if hits := self._hits:
            at, length = self._screen.session.cursor, len(self._screen.session.text)
            number = bisect_right(hits, (at, length)) if way > 0 else bisect_left(hits, (at, 0)) - 1
            self._stand_on(number % len(hits))
        if len(self._hits) == 1:
            self._close()
        else:
            self._count_hits()

    def _stand_on(self, number: int) -> None:
        self._hit = number
        session = self._screen.session
        session.selection = None
        session.move(self._hits[number][0])
        self._screen.view.show_finds(self._hits, self._hits[number])
        self._screen.refresh_view()

    def _count_hits(self) -> None:
        hits = self._hits
        many = "+" if len(hits) == _HITS else ""
        nothing = "nothing found" if self._words.islower() else "nothing found; small letters find capitals too"
        leave = "esc or any other key" if self._line and self._line.walking else "esc"
        keys = "enter selects it" if len(hits) == 1 else f"enter next, ↑ previous, {leave} selects it"
        number = f"{self._hit + 1} of {len(hits)}{many} · {keys}" if hits else nothing
        self._screen.say(number if self._words else "")

    def _close(self) -> None:
        """The search is over; the cursor stays, and what was found is selected."""
        if self._hits and self._words:
            self._screen.session.select_found(*self._hits[self._hit])
        self._last = self._words or self._last
        if self._line:
            self._line.remove_class("open")
        screen = self._screen
        screen.remove_class("asking")
        screen.view.show_finds(())
        screen.set_focus(screen.view)
        screen.refresh_view()
