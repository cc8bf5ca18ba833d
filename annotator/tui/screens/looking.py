"""The keys of the annotate screen that look for something: hints, search, go to, the side list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from textual.widgets import Input

from annotator.errors import AnnotatorError
from annotator.services.candidates import candidates, letters
from annotator.storage import queue
from annotator.tui.screens.dialogs import Ask
from annotator.tui.screens.hints import Hints, Stretch
from annotator.tui.screens.opening import Opening
from annotator.tui.widgets.search_line import SearchLine
from annotator.tui.widgets.span_list import SpanList

MOST_HINTS = 120
_HITS = 10_000


class Looking(Opening):
    """What finds places in the text, in the project, and among the spans."""

    # -- hints

    def action_hints(self) -> None:
        """Show letters on likely spans that are not covered yet."""
        session = self.session
        start, end = self.view.window
        near = [(one.span.start, one.span.end) for one in self.store.suggestions(session.key, start, end, near=True)]
        found = candidates(session, start, end, near)[:MOST_HINTS]
        if not found:
            self.say("Nothing on this page looks like a span that is missing. v selects by hand.")
            return
        places = dict(zip(letters(len(found)), found, strict=True))
        self._show_hints(places)

        def chosen(place: Stretch | None) -> None:
            self.view.show_hints({})
            self.view.show_finds(())
            if place:
                session.move(place[0])
                session.focus = None
                session.selection = place
                self.settle()

        self.app.push_screen(Hints(places, self._show_hints), chosen)

    def _show_hints(self, places: Mapping[str, Stretch]) -> None:
        self.view.show_hints({place[0]: hint for hint, place in places.items()})
        self.view.show_finds(sorted(places.values()))
        self.say("Type the letters to select; then a label key adds the span. esc goes back.")

    # -- search

    def action_search(self) -> None:
        """Search in the article, or filter the side list if it has the focus."""
        line = self.query_one("#ask", SearchLine)
        line.placeholder = "filter the list" if self._filters() else "search · enter next, ↑ previous, esc back"
        self._search_from = self.session.cursor
        line.value = ""
        line.add_class("open")
        self.add_class("asking")
        line.focus()

    _search_from = 0
    _hits: Sequence[Stretch] = ()
    _hit = 0

    def _filters(self) -> bool:
        return self.focused is not None and isinstance(self.focused, SpanList)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find while one types."""
        if isinstance(message.input, SearchLine):
            self._find(message.value)

    def _find(self, words: str) -> None:
        pattern = re.compile(re.escape(words), re.IGNORECASE if words.islower() else 0)
        hits = [match.span() for match, _ in zip(pattern.finditer(self.session.text), range(_HITS), strict=False)]
        self._hits = hits if words else []
        self._hit = 0
        if self._hits:
            self._stand_on(bisect_left(hits, (self._search_from, 0)) % len(hits))
        else:
            self.view.show_finds(())
        self._count_hits()

    def on_search_line_step(self, message: SearchLine.Step) -> None:
        """Go to another hit."""
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
        self.show_cursor()

    def _count_hits(self) -> None:
        line, hits = self.query_one("#ask", SearchLine), self._hits
        many = "+" if len(hits) == _HITS else ""
        place = f"{self._hit + 1} of {len(hits)}{many}" if hits else "nothing found"
        self.message = (place if line.value else "", "$accent")
        self.renew_lines()

    def on_search_line_closed(self) -> None:
        """The search is over; the cursor stays."""
        line = self.query_one("#ask", SearchLine)
        line.remove_class("open")
        self.remove_class("asking")
        self.view.show_finds(())
        self.view.focus()
        self.settle()

    # -- go to

    def action_go_to(self) -> None:
        """Ask where to go."""
        self.app.push_screen(
            Ask("Go to", placeholder="article 12 or its key · @3400 offset · 0 top · $ end"), self._go_to
        )

    def _go_to(self, wish: str | None) -> None:
        wish = (wish or "").strip().removeprefix(":")
        session = self.session
        if wish in ("0", "$"):
            session.move(0 if wish == "0" else len(session.text))
        elif re.fullmatch(r"[@+]\d+", wish):
            session.move(int(wish[1:]))
        elif wish:
            self._go_to_article(wish)
            return
        self.settle()

    def _go_to_article(self, wish: str) -> None:
        try:
            key = queue.at(self.store, int(wish)) if wish.isdecimal() and len(wish) < 8 else self.store.resolve(wish)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return
        if key is None:
            self.say(f"There is no article {wish}.", "$warning")
        elif key != self.session.key:
            self.open_article(key)

    # -- the side list

    def action_side_list(self) -> None:
        """Show the list; then focus it; then hide it."""
        spans = self.query_one(SpanList)
        spans.display = not spans.display
        self.session.on_screen["list"] = spans.display
        self.settle()

    def on_span_list_chosen(self, message: SpanList.Chosen) -> None:
        """Go to a span of the list."""
        self.session.go_to(message.span)
        self.settle()
