"""The keys of the annotate screen that go from span to span; those that move the cursor stand in `cursor_keys`."""

from __future__ import annotations

from annotator.tui.keys.annotate_availability import NOTHING_UNDECIDED
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.learning import LiveLearning
from annotator.tui.screens.annotate.missed.unlabelled import UnlabelledNames


class SpanKeys:
    """Goes to suggestions and spans; nothing here decides."""

    def __init__(self, screen: AnnotateBase, learning: LiveLearning, names: UnlabelledNames) -> None:
        self._screen, self._learning, self._names = screen, learning, names

    def action_next(self) -> None:
        """Go to the next undecided suggestion."""
        self._go_on(back=False)

    def action_previous(self) -> None:
        """Go to the previous undecided suggestion."""
        self._go_on(back=True)

    def _go_on(self, *, back: bool) -> None:
        self._learning.before_leaving()
        if self._names.go(back=back):
            return
        session = self._screen.session
        stood = session.focus.start if session.focus else session.cursor
        self._screen.say_found(session.next_undecided(back=back), NOTHING_UNDECIDED)
        gone = (session.focus.start if session.focus else stood) - stood
        if gone > 0 and back and not session.weakest_first:
            self._screen.say("Round the beginning: this is the last undecided one.")
        elif gone < 0 and not back and not session.weakest_first:
            self._screen.say("Round the end: this is the first undecided one.")

    def action_next_span(self) -> None:
        """Go to the next span of any kind."""
        self._screen.say_found(self._screen.session.next_span(), "There is no span further on.")

    def action_previous_span(self) -> None:
        """Go to the previous span of any kind."""
        self._screen.say_found(self._screen.session.next_span(back=True), "There is no span further back.")

    def action_next_auto(self) -> None:
        """Go to the next string that accepted itself."""
        self._screen.say_found(self._screen.session.next_auto(), "No string has accepted itself here.")

    def action_rival(self) -> None:
        """Focus the next rival."""
        session, before = self._screen.session, self._screen.session.focus
        if session.next_rival() and before and session.focus:
            after = session.focus
            self._screen.touch(min(before.start, after.start), max(before.end, after.end))
        self._screen.refresh_view()
