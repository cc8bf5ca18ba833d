"""The keys of the annotate screen that go from span to span; those that move the cursor stand in `cursor`."""

from __future__ import annotations

from annotator.tui.screens.annotate.base import Workbench
from annotator.tui.screens.common.cursor_keys import CursorKeys


class Going(Workbench, CursorKeys):
    """What moves cursor, focus and selection; nothing here decides."""

    def action_next(self) -> None:
        """Go to the next undecided suggestion."""
        self.learn_before_leaving()
        self._jump(self.session.next_undecided(), "Nothing is undecided.")

    def action_previous(self) -> None:
        """Go to the previous undecided suggestion."""
        self.learn_before_leaving()
        self._jump(self.session.next_undecided(back=True), "Nothing is undecided.")

    def action_next_span(self) -> None:
        """Go to the next span of any kind."""
        self._jump(self.session.next_span(), "There is no span further on.")

    def action_previous_span(self) -> None:
        """Go to the previous span of any kind."""
        self._jump(self.session.next_span(back=True), "There is no span further back.")

    def action_next_auto(self) -> None:
        """Go to the next string that accepted itself."""
        self._jump(self.session.next_auto(), "No string has accepted itself here.")

    def action_rival(self) -> None:
        """Focus the next rival."""
        before = self.session.focus
        if self.session.next_rival() and before and self.session.focus:
            after = self.session.focus
            self.touch(min(before.start, after.start), max(before.end, after.end))
        self.settle()

    def _jump(self, found: bool, otherwise: str) -> None:  # noqa: FBT001 - said by its name
        self.settle()
        if not found:
            self.say(otherwise)
