"""The keys of the lens that are about the strings one came from: on to the next, and that one is right as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.services.finding.inconsistent import Treatment
from annotator.services.finding.lens import Lens
from annotator.tui.screens.lens.facts import layer_word
from annotator.tui.screens.lens.listing import LensList


class StringKeys:
    """Strings that a layer treats differently, `lens` being about one of them or something else.

    `look` shows the places of one of them.
    """

    def __init__(
        self, screen: LensList, strings: Sequence[Treatment], lens: Callable[[], Lens], look: Callable[[str], None]
    ) -> None:
        self._screen, self._lens, self._look = screen, lens, look
        self._strings, self._layer = strings, screen.whose

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self._strings)

    @property
    def at(self) -> int | None:
        """The number, from 0, of the one that is looked at, if it is one."""
        words = self._lens().pattern.words
        return next((number for number, one in enumerate(self._strings) if one.string == words), None)

    @property
    def about(self) -> str:
        """The how many-th it is, for the top line."""
        if self.at is None:
            return ""
        return f" · string {self.at + 1:,} of {self.many:,}{', set aside' * self._strings[self.at].is_aside}"

    def action_string(self, way: int) -> None:
        """Go to the next string, or to the one before."""
        at = (self.at if self.at is not None else -way) + way
        self._look(self._strings[at % self.many].string)
        if at not in range(self.many):
            here, there = ("last", "first") if way > 0 else ("first", "last")
            self._screen.say(f"That was the {here} string: on with the {there}.")

    def action_set_aside(self) -> None:
        """The string is right as it is treated: set it aside and go on; or list it again."""
        screen, at = self._screen, self.at
        if at is None:
            screen.refuse("set_aside")
        elif screen.whose != self._layer:
            screen.say(f"The strings are those of {layer_word(self._layer)}: tab goes back to it.", "$warning")
        else:
            one = self._strings[at]
            told = self._lens().set_aside(one)
            if one.is_aside and self.many > 1:
                self.action_string(1)
            screen.renew()
            screen.say(f"{told} u lists it again." if one.is_aside else told)
