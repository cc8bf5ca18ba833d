"""The keys of the annotate screen that look for something: hints, the side list, corrections; search stands apart."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from annotator import services
from annotator.domain.span import Span, Stretch
from annotator.tui import screens
from annotator.tui.lines.parts import keys_line
from annotator.tui.screens.annotate.base import LIST_FROM
from annotator.tui.screens.annotate.navigation import Opening
from annotator.tui.screens.common.cursor_keys import CursorKeys
from annotator.tui.screens.common.search import Searching
from annotator.tui.widgets.row_list import RowList

MOST_HINTS = 120
_HINT_KEYS = keys_line((("a-z", "select the span under the letters"), ("esc", "back")))


class Looking(Opening, Searching, CursorKeys):
    """What finds places in the text, in the project, and among the spans."""

    # -- hints

    def action_hints(self) -> None:
        """Show letters on likely spans that are not covered yet; those next to the cursor get one letter."""
        session = self.session
        start, end = self.view.window
        near = [(one.span.start, one.span.end) for one in self.store.suggestions(session.key, start, end, near=True)]
        found = services.candidates_in(session, start, end, near)
        found = sorted(found, key=lambda place: abs(place[0] - session.cursor))[:MOST_HINTS]
        if not found:
            self.say("Nothing on this page looks like a span that is missing. v selects by hand.")
            return
        places = dict(zip(services.hint_letters(len(found)), found, strict=True))
        self._show_hints(places)

        def chosen(place: Stretch | None) -> None:
            self.only_keys = None
            self.view.show_hints({})
            self.view.show_finds(())
            if place:
                self.select(*place)
            else:
                self.settle()

        self.app.push_screen(screens.Hints(places, self._show_hints, chosen))

    def _show_hints(self, places: Mapping[str, Stretch]) -> None:
        self.view.show_hints({place[0]: hint for hint, place in places.items()})
        self.view.show_finds(sorted(places.values()))
        self.only_keys = _HINT_KEYS
        self.say("Type the letters to select; then a label key adds the span.")

    # -- the side list

    def action_side_list(self) -> None:
        """Show the list, with the next key for it; or hide it."""
        spans = self.spans
        self.session.on_screen["list"] = not spans.display
        self.fit_list()
        spans.typing, spans.wish, spans.next_key = False, "", spans.display
        self.settle()
        if self.session.on_screen["list"] and not spans.display:
            self.say(f"The list needs a terminal of {LIST_FROM} columns.", "$warning")

    def take_for_list(self, event: events.Key) -> bool:
        """Begin to filter the list right after it was shown, or change what it shows; False for any other key."""
        spans = self.spans
        begins, spans.next_key = spans.next_key and self._does(event.key, "search"), False
        if begins:
            spans.typing = True
            self.settle()
        return begins or (spans.typing and self._filter(event))

    def _filter(self, event: events.Key) -> bool:
        spans = self.spans
        match event.key:
            case "up" | "down":
                self._step_in_list(1 if event.key == "down" else -1)
            case "enter":
                spans.typing = False
            case "escape":
                spans.typing, spans.wish = bool(spans.wish), ""
            case "backspace":
                spans.wish = spans.wish[:-1]
            case _ if event.is_printable and event.character:
                spans.wish += event.character
            case _:
                return False
        self.settle()
        if spans.wish and all(mark.span != self.session.focus for mark in spans.listed):
            self._step_in_list(1)
            self.settle()
        return True

    def _does(self, name: str, action: str) -> bool:
        """Whether a key is mapped to an action."""
        return any(key.action == action and name in key.names for key in self.acting)

    def _step_in_list(self, way: int) -> None:
        """Go to the next wished span, or the one before; from the last to the first."""
        listed, focus = self.spans.listed, self.session.focus
        row = self.spans.place(focus or Span(self.session.cursor, self.session.cursor + 1, ""))
        if way < 0 or (row < len(listed) and listed[row].span == focus):
            row += way
        if listed:
            self.session.go_to(listed[row % len(listed)].span)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go to a span of the list."""
        self.session.go_to(self.spans.listed[message.row].span)
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
