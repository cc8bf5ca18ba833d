"""The keys of the annotate screen that look for something: hints, search, go to, the side list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from annotator import services
from annotator.errors import AnnotatorError
from annotator.storage import queue
from annotator.tui import screens, widgets
from annotator.tui.screens.opening import Opening
from annotator.tui.widgets.span_list import SpanList

if TYPE_CHECKING:
    from textual.widgets import Input

    from annotator.tui.widgets.search_line import SearchLine

Stretch = tuple[int, int]
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
        found = services.candidates_in(session, start, end, near)[:MOST_HINTS]
        if not found:
            self.say("Nothing on this page looks like a span that is missing. v selects by hand.")
            return
        places = dict(zip(services.hint_letters(len(found)), found, strict=True))
        self._show_hints(places)

        def chosen(place: Stretch | None) -> None:
            self.view.show_hints({})
            self.view.show_finds(())
            if place:
                session.move(place[0])
                session.focus = None
                session.selection = place
                self.settle()

        self.app.push_screen(screens.Hints(places, self._show_hints, chosen))

    def _show_hints(self, places: Mapping[str, Stretch]) -> None:
        self.view.show_hints({place[0]: hint for hint, place in places.items()})
        self.view.show_finds(sorted(places.values()))
        self.say("Type the letters to select; then a label key adds the span. esc goes back.")

    # -- search

    async def action_search(self) -> None:
        """Search in the article."""
        line = await self._search_line()
        self._search_from = self.session.cursor
        line.value = ""
        line.add_class("open")
        self.add_class("asking")
        line.focus()

    _search_from = 0
    _words = ""
    _hits: Sequence[Stretch] = ()
    _hit = 0

    async def _search_line(self) -> SearchLine:
        """The line one types in; it is made when it is first needed."""
        if self._line is None:
            hint = "search · enter next, ↑ previous, esc back"
            self._line = widgets.SearchLine(id="ask", compact=True, placeholder=hint)
            await self.mount(self._line, after="#facts")
        return self._line

    _line: SearchLine | None = None

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find while one types."""
        if message.input.id == "ask":
            self._find(message.value)

    def _find(self, words: str) -> None:
        pattern = re.compile(re.escape(words), re.IGNORECASE if words.islower() else 0)
        self._words = words
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
        hits = self._hits
        many = "+" if len(hits) == _HITS else ""
        place = f"{self._hit + 1} of {len(hits)}{many}" if hits else "nothing found"
        self.message = (place if self._words else "", "$accent")
        self.renew_lines()

    def on_search_line_closed(self) -> None:
        """The search is over; the cursor stays."""
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
            screens.Ask("Go to", placeholder="article 12 or its key · @3400 offset · 0 top · $ end"), self._go_to
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

    # -- what review made of it

    def action_corrections(self) -> None:
        """Show own spans against gold, and go to the one chosen."""
        listed = screens.CorrectionList.made(self.store, self.session.key, self.annotator)
        if listed is None:
            self.say("Nobody has reviewed this article yet.")
            return

        def chosen(place: int | None) -> None:
            if place is not None:
                self.session.selection = None
                self.session.move(place)
                self.settle()

        self.app.push_screen(listed, chosen)
