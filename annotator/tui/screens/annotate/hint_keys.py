"""The key that shows letters on likely spans, of which one is selected by typing them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator import services
from annotator.domain.span import Stretch
from annotator.tui import screens
from annotator.tui.lines.parts import keys_line
from annotator.tui.screens.annotate.base import AnnotateBase

MOST_HINTS = 120
_KEYS = keys_line((("a-z", "select the span under the letters"), ("esc", "back")))


class HintKeys:
    """Finds what is not covered yet in the window."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen

    def action_hints(self) -> None:
        """Show letters on likely spans that are not covered yet; those next to the cursor get one letter."""
        screen, session = self._screen, self._screen.session
        start, end = screen.view.window
        near = [(one.span.start, one.span.end) for one in screen.store.suggestions(session.key, start, end, near=True)]
        found = services.candidates_in(session, start, end, near)
        found = sorted(found, key=lambda stretch: abs(stretch[0] - session.cursor))[:MOST_HINTS]
        if not found:
            screen.say("Nothing on this page looks like a span that is missing. v selects by hand.")
            return
        hints = dict(zip(services.hint_letters(len(found)), found, strict=True))
        self._show(hints)
        screen.app.push_screen(screens.Hints(hints, self._show, self._chosen))

    def _show(self, hints: Mapping[str, Stretch]) -> None:
        screen = self._screen
        screen.view.show_hints({stretch[0]: letters for letters, stretch in hints.items()})
        screen.view.show_finds(sorted(hints.values()))
        screen.only_keys = _KEYS
        screen.say("Type the letters to select; then a label key adds the span.")

    def _chosen(self, stretch: Stretch | None) -> None:
        screen = self._screen
        screen.only_keys = None
        screen.view.show_hints({})
        screen.view.show_finds(())
        if stretch:
            screen.session.select_stretch(*stretch)
        screen.refresh_view()
