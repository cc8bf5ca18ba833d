"""The side list of spans: what it lists, how wide it is, and the keys that filter it."""

from __future__ import annotations

from functools import partial

from textual import events

from annotator.domain.span import Span
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.list_verdicts import ListVerdicts
from annotator.tui.text.mark_list import MarkList
from annotator.tui.text.page import GUIDE, MEASURE
from annotator.tui.text.session_marks import marks_in

LISTED = 1_000
NEAR = 3_000
LIST_FROM, NARROW_LIST, WIDE_LIST = 64, 34, 56
"""The side list shows all spans of an article up to `LISTED`, else those within `NEAR` code points or more; it needs a
terminal of `LIST_FROM` cells, and is between narrow and wide."""


class SideList:
    """Keeps the list beside an article in step with it, and takes the keys that are typed into it."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self._verdicts = ListVerdicts(screen)
        self._walked = False
        self._stood: tuple[int, Span | None] = 0, None
        self.begin()

    def begin(self) -> None:
        """List another article."""
        self._marks = MarkList(partial(marks_in, self._screen.session))
        self._rival: Span | None = None

    def touch(self, start: int, end: int) -> None:
        """What is listed of `[start, end)` has changed."""
        self._marks.touch(start, end)

    def fit(self) -> None:
        """Show the list where it is wished for and there is room, as wide as the article leaves it."""
        spans, width = self._screen.spans, self._screen.app.size.width
        spans.display = width >= LIST_FROM and bool(self._screen.session.on_screen.get("list"))
        spans.typing &= spans.display
        guide = GUIDE if any(panel.display for panel in self._screen.query("#guide")) else 0
        spans.styles.width = max(NARROW_LIST, min(width - MEASURE - 16 - guide, WIDE_LIST))

    def renew(self) -> None:
        """The list as it is now, where it is open; of very many spans only those around the focus."""
        screen = self._screen
        if not screen.spans.display:
            return
        session, focus = screen.session, screen.session.focus
        many = len(session.layer.spans) + session.undecided > LISTED
        page = session.cursor // NEAR * NEAR  # the list stays as it is while one goes through a page
        around = (max(0, page - NEAR), page + 2 * NEAR) if many else (0, len(session.text))
        rival = focus if focus and focus in session.proposals.open and not session.proposals.leads(focus) else None
        for one in (rival, self._rival):
            if one and rival != self._rival:
                self._marks.touch(one.start, one.end)  # it is listed only while it is focused
        self._rival = rival
        screen.spans.show_spans(session.text, self._marks.around(*around), focus, screen.colours, near=many)

    # -- keys

    def action_side_list(self) -> None:
        """Show the list, with the next key for it; or hide it."""
        screen, spans = self._screen, self._screen.spans
        wished = screen.session.on_screen["list"] = not spans.display
        self.fit()
        spans.show_all()
        spans.next_key = spans.display
        screen.refresh_view()
        if wished and not spans.display:
            screen.say(f"The list needs a terminal of {LIST_FROM} columns.", "$warning")

    def action_let_go(self) -> None:
        """Let go of the selection and of what was just added; where there is neither, of the filter."""
        screen, session = self._screen, self._screen.session
        if session.selection is None and session.added is None:
            screen.spans.show_all()
        session.let_go()
        screen.refresh_view()

    def receive_key(self, event: events.Key) -> bool:
        """Filter the list, which is begun right after it was shown; or decide all it shows right after it was filtered.

        False for any other key.
        """
        spans = self._screen.spans
        if spans.offers:
            spans.offers = False
            return self._verdicts.receive_key(event, self._stood)
        begins, spans.next_key = spans.next_key and self._searches(event.key), False
        if begins:
            spans.typing, self._walked = True, False
            self._stood = self._screen.session.cursor, self._screen.session.focus
            self._screen.refresh_view()
        return begins or (spans.typing and self._filter(event))

    def _searches(self, name: str) -> bool:
        """Whether a key is that of the search."""
        return any(key.verb == "search" and name in key.names for key in self._screen.acting)

    def _filter(self, event: events.Key) -> bool:
        screen, spans = self._screen, self._screen.spans
        match event.key:
            case "up" | "down":
                self._step(1 if event.key == "down" else -1)
                self._walked = True
            case "enter":
                self._keep_filter()
            case "escape":
                spans.typing, spans.wish = bool(spans.wish), ""
            case "backspace":
                spans.wish = spans.wish[:-1]
            case _ if event.is_printable and event.character:
                spans.wish += event.character
            case _:
                return False
        screen.refresh_view()
        if spans.wish and all(mark.span != screen.session.focus for mark in spans.listed):
            self._step(1)
            screen.refresh_view()
        return True

    def _keep_filter(self) -> None:
        """List what is wished for, or what is like the focused one; unless one has gone to one of them, offer all."""
        screen, spans = self._screen, self._screen.spans
        spans.typing = False
        here = next((mark for mark in spans.listed if mark.span == screen.session.focus), None)
        if here and not spans.wish:
            spans.like = here.state, here.span.label
            self.renew()
        spans.offers = bool((spans.wish or spans.like) and spans.listed and not self._walked)

    def _step(self, way: int) -> None:
        """Go to the next wished span, or the one before; from the last to the first."""
        session, listed = self._screen.session, self._screen.spans.listed
        focus = session.focus
        row = self._screen.spans.row_of(focus or Span(session.cursor, session.cursor + 1, ""))
        if way < 0 or (row < len(listed) and listed[row].span == focus):
            row += way
        if listed:
            session.go_to(listed[row % len(listed)].span)

    def choose(self, row: int) -> None:
        """Go to a span of the list."""
        self._screen.session.go_to(self._screen.spans.listed[row].span)
        self._screen.refresh_view()
