"""The keys of the annotate screen that look for something: hints, the side list, corrections; search stands apart."""

from __future__ import annotations

from collections.abc import Mapping

from annotator import services
from annotator.tui import screens
from annotator.tui.screens.cursor import CursorKeys
from annotator.tui.screens.opening import Opening
from annotator.tui.screens.searching import Searching, Stretch
from annotator.tui.widgets.span_list import SpanList

MOST_HINTS = 120


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
            self.view.show_hints({})
            self.view.show_finds(())
            if place:
                self.select(*place)

        self.app.push_screen(screens.Hints(places, self._show_hints, chosen))

    def _show_hints(self, places: Mapping[str, Stretch]) -> None:
        self.view.show_hints({place[0]: hint for hint, place in places.items()})
        self.view.show_finds(sorted(places.values()))
        self.say("Type the letters to select; then a label key adds the span. esc goes back.")

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
